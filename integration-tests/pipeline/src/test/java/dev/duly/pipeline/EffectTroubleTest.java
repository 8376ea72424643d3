/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.pipeline.Messages.Price;
import dev.duly.runtime.Duly;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.Faults;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.FaultyStore;
import dev.duly.testing.PortCall;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mode EFFECT when the store fails, when a call is long, and on the embedded default. */
class EffectTroubleTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final MessageKey KEY = new KeyDigest().text("id", "A-1").toKey();

  private final World world = new World();
  private final Faults faults = new Faults(new Random(1));
  private final List<EffectKey> calls = new ArrayList<>();

  private static Subscription.Builder<Ordered> guarded(Downstream downstream) {
    return Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
        .guard(
            GuardPolicy.effect(
                WINDOW,
                EffectPolicy.of(downstream, LEASE).notExecuted(List.of(ConnectException.class))));
  }

  private Duly start(Subscription<Ordered> subscription) {
    return world
        .builder()
        .store(new FaultyStore(world.store, faults))
        .subscriptions(subscription)
        .start();
  }

  private EffectState state() {
    return world.store.effects().state("billing/ordered", KEY).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN, BEFORE",
    "CONCLUDE, BEFORE",
    "CONCLUDE, AFTER_EFFECT",
    "ENQUEUE, BEFORE",
    "COMMIT, BEFORE",
    "COMMIT, AFTER_EFFECT"
  })
  void aCallIsNotRepeatedBecauseItsEndCouldNotBeWritten(PortCall call, Moment moment) {
    Duly duly =
        start(
            guarded(Downstream.NONE)
                .publishes(Messages.PAID)
                .handledBy(
                    (order, it) -> {
                      calls.add(it.effectKey());
                      faults.fail(call, faults.calls(call) + 1, moment);
                      it.publish(Messages.PAID, new Paid(order.id(), order.amount()));
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(calls).hasSize(1);
    assertThat(state()).isEqualTo(EffectState.DONE);
    assertThat(world.transport.sent("payments")).hasSize(1);
    assertThat(world.transport.settled("billing")).hasSize(1);
    assertThat(duly.deadLetters().list(10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CONCLUDE, BEFORE", "COMMIT, BEFORE", "COMMIT, AFTER_EFFECT"})
  void aRefusalIsWrittenOnceWithItsDeadLetter(PortCall call, Moment moment) {
    Duly duly =
        start(
            guarded(Downstream.KEYED)
                .handledBy(
                    (order, it) -> {
                      calls.add(it.effectKey());
                      faults.fail(call, faults.calls(call) + 1, moment);
                      throw new RejectedException("no such card");
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 5), new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(calls).hasSize(1);
    assertThat(state()).isEqualTo(EffectState.FAILED);
    assertThat(duly.deadLetters().list(10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.info().reason()).isEqualTo(DeadReason.REJECTED));
    assertThat(world.transport.settled("billing")).hasSize(2);
  }

  @Test
  void anAcquisitionWhoseAnswerWasLostIsStillOursAndNotInDoubt() {
    faults.fail(PortCall.ACQUIRE, 1, Moment.AFTER_EFFECT);
    Duly duly = start(guarded(Downstream.NONE).handledBy((order, it) -> calls.add(it.effectKey())));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.scheduler.advance(LEASE.minusSeconds(1));

    assertThat(calls).extracting(EffectKey::mayHaveHappened).containsExactly(false);
    assertThat(state()).isEqualTo(EffectState.DONE);
  }

  @Test
  void aReleaseThatFailedLeavesTheKeyInDoubt() {
    faults.fail(PortCall.RELEASE_EFFECT, 1, Moment.BEFORE);
    Duly duly =
        start(
            guarded(Downstream.KEYED)
                .handledBy(
                    (order, it) -> {
                      calls.add(it.effectKey());
                      if (calls.size() == 1) {
                        throw new ConnectException("refused");
                      }
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(calls).extracting(EffectKey::mayHaveHappened).containsExactly(false, true);
    assertThat(state()).isEqualTo(EffectState.DONE);
  }

  @Test
  void aCallInDoubtIsNotAskedForBeforeItsLeaseIsOver() {
    Duly duly =
        start(
            guarded(Downstream.KEYED)
                .handledBy(
                    (order, it) -> {
                      calls.add(it.effectKey());
                      if (calls.size() == 1) {
                        throw new IllegalStateException("read timed out");
                      }
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(calls).hasSize(2);
    assertThat(faults.calls(PortCall.ACQUIRE)).isEqualTo(2);
  }

  /** Time passes inside of the handler: longer than two leases. */
  private Duly startLongCall(Subscription.Builder<Ordered> builder) {
    return start(
        builder.handledBy(
            (order, it) -> {
              calls.add(it.effectKey());
              if (calls.size() == 1) {
                world.scheduler.advance(LEASE.multipliedBy(2));
              }
            }));
  }

  @Test
  void aLeaseIsRenewedWhileTheHandlerRuns() {
    Duly duly = startLongCall(guarded(Downstream.KEYED));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(faults.calls(PortCall.RENEW_EFFECT)).isBetween(5, 7);
    int renewals = faults.calls(PortCall.RENEW_EFFECT);
    world.settle();
    assertThat(faults.calls(PortCall.RENEW_EFFECT)).isEqualTo(renewals);
    assertThat(state()).isEqualTo(EffectState.DONE);
  }

  @Test
  void aLeaseIsNotRenewedPastTheDeadlineOfTheHandler() {
    Duly duly = startLongCall(guarded(Downstream.KEYED).timeout(Duration.ofSeconds(25)));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(faults.calls(PortCall.RENEW_EFFECT)).isEqualTo(2);
  }

  @Test
  void aRenewalThatFailedIsTriedAgain() {
    faults.fail(PortCall.RENEW_EFFECT, 1, Moment.BEFORE);
    Duly duly = startLongCall(guarded(Downstream.KEYED));
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(faults.calls(PortCall.RENEW_EFFECT)).isBetween(5, 7);
  }

  @Test
  void aDuplicateOfARequestGetsTheStoredReply() {
    world
        .builder()
        .subscriptions(
            Subscription.of(GroupPolicy.of("catalogue"), "Catalogue.price", Messages.PRICE_REQUEST)
                .guard(GuardPolicy.effect(WINDOW, EffectPolicy.of(Downstream.KEYED, LEASE)))
                .handledBy(
                    (request, it) -> {
                      calls.add(it.effectKey());
                      it.reply(new Price(request.sku(), 100));
                    }))
        .start();
    for (int copy = 0; copy < 2; copy++) {
      world.send(
          "prices",
          Map.of(
              "ce-type", "price-request",
              "ce-id", "1",
              "ce-replyto", "duly.replies.asker",
              "ce-requestid", "r" + copy),
          "{\"id\":\"1\",\"sku\":\"tea\"}".getBytes(UTF_8));
    }
    world.settle();

    assertThat(calls).hasSize(1);
    assertThat(world.transport.sent("duly.replies.asker"))
        .extracting(reply -> reply.headers().get("ce-requestid"))
        .containsExactly("r0", "r1");
  }

  @Test
  void callsAreMadeOnceOnTheEmbeddedDefault(@TempDir Path directory) throws Exception {
    Queue<String> charged = new ConcurrentLinkedQueue<>();
    Queue<String> mailed = new ConcurrentLinkedQueue<>();
    try (Duly duly =
        Duly.embedded(directory)
            .subscriptions(
                guarded(Downstream.KEYED)
                    .publishes(Messages.PAID)
                    .handledBy(
                        (order, it) -> {
                          charged.add(it.effectKey().value());
                          if (order.amount() % 10 == 0) {
                            throw new RejectedException("nothing to pay");
                          }
                          it.publish(Messages.PAID, new Paid(order.id(), order.amount()));
                        }),
                Subscription.of(GroupPolicy.of("mail"), "Mail.send", Messages.PAID)
                    .guard(GuardPolicy.transaction(WINDOW))
                    .handledBy((paid, it) -> mailed.add(paid.id())))
            .start()) {
      for (int i = 0; i < 100; i++) {
        duly.publish(new Ordered("A-" + i, "customer " + i % 7, i));
        duly.publish(new Ordered("A-" + i, "customer " + i % 7, i));
      }
      assertThat(duly.drain(Duration.ofSeconds(60))).isTrue();

      assertThat(charged).hasSize(100).doesNotHaveDuplicates();
      assertThat(mailed).hasSize(90).doesNotHaveDuplicates();
      assertThat(duly.deadLetters().list(100)).hasSize(10);
      assertThat(duly.ledger().get("billing").balances()).isTrue();
    }
  }
}
