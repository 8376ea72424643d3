/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.runtime.Duly;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.DownstreamKey;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Verdict;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Mode EFFECT: a handler that calls another system. */
class EffectTest {
  private static final GroupPolicy BILLING = GroupPolicy.of("billing");
  private static final String SCOPE = "billing/ordered";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofDays(7);

  private final World world = new World();
  private final Gateway gateway = new Gateway();

  /** The other system: takes calls with a key, and fails as told, before or after its work. */
  private static final class Gateway {
    final List<EffectKey> calls = new ArrayList<>();
    final List<Exception> failures = new ArrayList<>();

    void charge(EffectKey key) throws Exception {
      calls.add(key);
      if (!failures.isEmpty()) {
        throw failures.remove(0);
      }
    }

    List<String> keys() {
      return calls.stream().map(EffectKey::value).toList();
    }

    List<Boolean> doubts() {
      return calls.stream().map(EffectKey::mayHaveHappened).toList();
    }
  }

  /** What a customer's card was declined with: a type a user declares. */
  private static final class Declined extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static EffectPolicy policy(Downstream downstream) {
    return EffectPolicy.of(downstream, LEASE)
        .notExecuted(List.of(ConnectException.class))
        .refused(List.of(Declined.class));
  }

  private Subscription.Builder<Ordered> guarded(Downstream downstream) {
    return Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
        .guard(GuardPolicy.effect(WINDOW, policy(downstream)));
  }

  private Subscription<Ordered> charging(Downstream downstream) {
    return guarded(downstream)
        .publishes(Messages.PAID)
        .handledBy(
            (order, call) -> {
              gateway.charge(call.effectKey());
              call.publish(Messages.PAID, new Paid(order.id(), order.amount()));
            });
  }

  private static Ordered order() {
    return new Ordered("A-1", "ann", 5);
  }

  private static MessageKey key() {
    return new KeyDigest().text("id", "A-1").toKey();
  }

  private DeadLetter onlyDeadLetter(Duly duly) {
    List<DeadLetter> letters = duly.deadLetters().list(10);
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private Verdict replay(Duly duly) {
    CompletableFuture<Verdict> outcome =
        duly.deadLetters().replay(onlyDeadLetter(duly).id()).toCompletableFuture();
    world.until(outcome::isDone);
    return outcome.join();
  }

  @Test
  void aCallAndWhatItPublishesHappenOnce() {
    Duly duly = world.start(charging(Downstream.KEYED));
    world.publish(duly, order(), order());
    world.settle();

    assertThat(gateway.calls)
        .containsExactly(new EffectKey(DownstreamKey.of(SCOPE, key()).toString(), false));
    assertThat(world.transport.sent("payments")).hasSize(1);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.EFFECT, Verdict.DUPLICATE);
    assertThat(duly.status(Ordered.class, "A-1").byGroup()).containsKey("billing");
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.DONE);
    assertThat(duly.ledger().get("billing").balances()).isTrue();
  }

  @Test
  void aHandlerInModeEffectHasNoTransaction() {
    List<String> said = new ArrayList<>();
    Duly duly =
        world.start(
            guarded(Downstream.KEYED)
                .handledBy(
                    (order, call) -> {
                      try {
                        call.transaction();
                      } catch (IllegalStateException e) {
                        said.add(String.valueOf(e.getMessage()));
                      }
                    }));
    world.publish(duly, order());
    world.settle();

    assertThat(said).containsExactly("a handler in mode EFFECT has no transaction");
  }

  @Test
  void whatWasSurelyNotExecutedIsTriedAgainAtOnceWhateverTheDownstream() {
    gateway.failures.add(new ConnectException("refused"));
    Duly duly = world.start(charging(Downstream.NONE));
    world.publish(duly, order());
    world.scheduler.advance(Duration.ofSeconds(2));

    assertThat(gateway.doubts()).containsExactly(false, false);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.DONE);
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void aCallInDoubtIsRepeatedWithTheSameKeyWhenItsLeaseIsOver() {
    gateway.failures.add(new HttpTimeoutException("read"));
    Duly duly = world.start(charging(Downstream.KEYED));
    world.publish(duly, order());
    world.scheduler.advance(LEASE.minusSeconds(1));
    assertThat(gateway.calls).hasSize(1);
    assertThat(world.transport.settled("billing")).isEmpty();

    world.settle();

    assertThat(gateway.keys().get(1)).isEqualTo(gateway.keys().get(0));
    assertThat(gateway.doubts()).containsExactly(false, true);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.EFFECT);
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void aHandlerWhoseDownstreamCanBeAskedIsToldWhenToAsk() {
    gateway.failures.add(new HttpTimeoutException("read"));
    List<String> asked = new ArrayList<>();
    Duly duly =
        world.start(
            guarded(Downstream.QUERY)
                .handledBy(
                    (order, call) -> {
                      EffectKey key = call.effectKey();
                      if (key.mayHaveHappened() && gateway.keys().contains(key.value())) {
                        asked.add(order.id());
                        return;
                      }
                      gateway.charge(key);
                    }));
    world.publish(duly, order());
    world.settle();

    assertThat(asked).containsExactly("A-1");
    assertThat(gateway.calls).hasSize(1);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.DONE);
  }

  @Test
  void aCallInDoubtThatCanNeitherBeRepeatedNorAskedForWaitsForAPerson() {
    gateway.failures.add(new HttpTimeoutException("read"));
    Duly duly = world.start(charging(Downstream.NONE));
    world.publish(duly, order(), order());
    world.settle();

    assertThat(gateway.calls).hasSize(1);
    assertThat(onlyDeadLetter(duly).info().reason()).isEqualTo(DeadReason.UNKNOWN_OUTCOME);
    assertThat(onlyDeadLetter(duly).info().error()).isEqualTo(HttpTimeoutException.class.getName());
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.UNKNOWN);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.DEAD, Verdict.DUPLICATE);
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.DEAD);
    assertThat(world.transport.sent("payments")).isEmpty();
  }

  @Test
  void aPersonWhoReplaysACallInDoubtDecidesThatItIsMadeAgain() {
    gateway.failures.add(new HttpTimeoutException("read"));
    Duly duly = world.start(charging(Downstream.NONE));
    world.publish(duly, order());
    world.settle();

    assertThat(replay(duly)).isEqualTo(Verdict.EFFECT);

    assertThat(gateway.doubts()).containsExactly(false, true);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.DONE);
    assertThat(duly.deadLetters().list(10)).isEmpty();
    world.settle();
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void aReplayThatIsInDoubtAgainKeepsItsDeadLetter() {
    gateway.failures.add(new HttpTimeoutException("read"));
    gateway.failures.add(new HttpTimeoutException("read"));
    Duly duly = world.start(charging(Downstream.NONE));
    world.publish(duly, order());
    world.settle();

    assertThat(replay(duly)).isEqualTo(Verdict.DEAD);

    assertThat(onlyDeadLetter(duly).info().reason()).isEqualTo(DeadReason.UNKNOWN_OUTCOME);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.UNKNOWN);
  }

  @Test
  void aDeclaredRefusalIsMadeOnceAndRememberedForDuplicates() {
    gateway.failures.add(new Declined());
    Duly duly = world.start(charging(Downstream.KEYED));
    world.publish(duly, order(), order());
    world.settle();

    assertThat(gateway.calls).hasSize(1);
    assertThat(onlyDeadLetter(duly).info().reason()).isEqualTo(DeadReason.REJECTED);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.FAILED);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.DEAD, Verdict.DUPLICATE);
  }

  @Test
  void aRejectedExceptionIsARefusalWithoutBeingDeclared() {
    gateway.failures.add(new RejectedException("no such card"));
    Duly duly = world.start(charging(Downstream.NONE));
    world.publish(duly, order());
    world.settle();

    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.FAILED);
    assertThat(replay(duly)).isEqualTo(Verdict.EFFECT);
    assertThat(gateway.doubts()).containsExactly(false, false);
  }

  @Test
  void theLastAttemptEndsInADeadLetterAndAReplayGoesOnWithTheSameKey() {
    for (int i = 0; i < 2; i++) {
      gateway.failures.add(new HttpTimeoutException("read"));
    }
    RetryPolicy twice = RetryPolicy.of(2, Duration.ofSeconds(1), 1.0, Duration.ofSeconds(1), 0.0);
    Duly duly =
        world.start(
            guarded(Downstream.KEYED)
                .retry(twice)
                .handledBy((order, call) -> gateway.charge(call.effectKey())));
    world.publish(duly, order());
    world.settle();
    assertThat(onlyDeadLetter(duly).info().reason()).isEqualTo(DeadReason.EXHAUSTED);

    assertThat(replay(duly)).isEqualTo(Verdict.EFFECT);

    assertThat(gateway.keys().stream().distinct()).hasSize(1);
    assertThat(gateway.doubts()).containsExactly(false, true, true);
  }

  @Test
  void theSameKeyWithAnotherBodyIsADeadLetterAndNeverASilentReplay() {
    Duly duly = world.start(charging(Downstream.KEYED));
    world.publish(duly, order());
    world.settle();
    world.publish(duly, new Ordered("A-1", "ann", 6));
    world.settle();

    assertThat(gateway.calls).hasSize(1);
    assertThat(onlyDeadLetter(duly).info().reason()).isEqualTo(DeadReason.KEY_REUSED);
    assertThat(world.transport.sent("payments")).hasSize(1);
  }

  @Test
  void aKeyThatAnotherProcessHasIsNotSettledButTriedWhenItsLeaseIsOver() throws Exception {
    Duly duly = world.start(charging(Downstream.KEYED));
    EffectAnswer.Acquired other = acquireElsewhere();
    world.publish(duly, order());
    world.scheduler.advance(LEASE.minusSeconds(1));
    assertThat(gateway.calls).isEmpty();
    assertThat(world.transport.settled("billing")).isEmpty();

    world.store.effects().renew(other.hold(), LEASE);
    world.scheduler.advance(Duration.ofSeconds(20));
    assertThat(gateway.calls).isEmpty();

    world.settle();
    assertThat(gateway.doubts()).containsExactly(true);
    assertThat(duly.ledger().get("billing").effects()).isEqualTo(1);
  }

  @Test
  void whatAnotherProcessDidMeanwhileIsADuplicate() throws Exception {
    Duly duly = world.start(charging(Downstream.KEYED));
    EffectAnswer.Acquired other = acquireElsewhere();
    world.publish(duly, order());
    world.scheduler.advance(Duration.ofSeconds(1));
    try (UnitOfWork unit = world.store.begin()) {
      unit.conclude(other.hold(), EffectEnd.done(null));
      unit.commit();
    }
    world.settle();

    assertThat(gateway.calls).isEmpty();
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.DUPLICATE);
  }

  @Test
  void anOwnerThatSleptPastItsLeaseCannotWriteOverTheNextOne() throws Exception {
    List<EffectAnswer.Acquired> others = new ArrayList<>();
    Duly duly =
        world.start(
            guarded(Downstream.KEYED)
                .publishes(Messages.PAID)
                .handledBy(
                    (order, call) -> {
                      gateway.charge(call.effectKey());
                      call.publish(Messages.PAID, new Paid(order.id(), order.amount()));
                      world.clock.advance(LEASE.plusSeconds(1));
                      others.add(acquireElsewhere());
                    }));
    world.publish(duly, order());
    world.scheduler.advance(Duration.ofSeconds(10));

    assertThat(gateway.calls).hasSize(1);
    assertThat(world.store.effects().state(SCOPE, key())).contains(EffectState.STARTED);
    assertThat(world.transport.sent("payments")).isEmpty();
    assertThat(world.transport.settled("billing")).isEmpty();
    try (UnitOfWork unit = world.store.begin()) {
      assertThat(unit.conclude(others.get(0).hold(), EffectEnd.done(null))).isTrue();
      unit.commit();
    }
    world.until(() -> !world.transport.settled("billing").isEmpty());
    assertThat(gateway.calls).hasSize(1);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.DUPLICATE);
  }

  private EffectAnswer.Acquired acquireElsewhere() throws Exception {
    byte[] body = world.codec.encode(order());
    return (EffectAnswer.Acquired)
        world
            .store
            .effects()
            .acquire(
                new EffectRequest(
                    SCOPE,
                    key(),
                    UUID.randomUUID().toString(),
                    MessageDigest.getInstance("SHA-256").digest(body),
                    DownstreamKey.of(SCOPE, key()),
                    LEASE,
                    WINDOW,
                    false));
  }
}
