/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.DeliveryMode;
import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Ordered;
import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyException;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.DeadLetterInfo;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.GroupReplay;
import dev.duly.runtime.retry.KeyReplay;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Verdict;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingUnitOfWork;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.Settled;
import dev.duly.testing.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Later messages of a key wait behind a dead one, in order, until a person decides. */
class ParkingTest {
  private static final GroupPolicy BILLING = GroupPolicy.of("billing").parkKeys();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final World world = new World();
  private final Set<String> broken = new HashSet<>();
  private final Set<String> refused = new HashSet<>();

  /** Charges in order, by customer; an order in {@link #broken} fails. */
  private Subscription<Ordered> charging() {
    return Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
        .guard(GuardPolicy.transaction(Duration.ofDays(7)))
        .retry(RetryPolicy.of(2, SECOND, 2, SECOND, 0))
        .handledBy(
            (order, call) -> {
              if (broken.contains(order.id())) {
                throw new IllegalStateException("4711");
              }
              if (refused.contains(order.id())) {
                throw new RejectedException("no");
              }
              call.transaction()
                  .unwrap(InMemoryTransaction.class)
                  .merge("charges", order.customer(), order.id(), (a, b) -> a + " " + b);
            });
  }

  private Duly parked(String... ids) {
    broken.add("A-1");
    Duly duly = world.start(charging());
    for (String id : ids) {
      world.publish(duly, new Ordered(id, "ann", 1));
    }
    world.publish(duly, new Ordered("B-1", "bob", 1));
    world.settle();
    return duly;
  }

  private <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    world.until(future::isDone);
    return future.join();
  }

  private static List<String> ids(List<ParkedEntry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.message().body(), UTF_8))
        .map(body -> body.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Test
  void laterMessagesOfTheKeyWaitAndOthersGoOn() {
    Duly duly = parked("A-1", "A-2", "A-3");

    assertThat(world.store.rows("charges")).isEqualTo(Map.of("bob", "B-1"));
    assertThat(ids(duly.deadLetters().parkedMessages("billing", "ann", 0, 10)))
        .containsExactly("A-1", "A-2", "A-3");
    assertThat(world.transport.settled("billing").stream().map(Settled::verdict))
        .containsExactlyInAnyOrder(Verdict.PARKED, Verdict.PARKED, Verdict.PARKED, Verdict.EFFECT);
    assertThat(duly.deadLetters().list(10)).isEmpty();
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.PARKED);
    assertThat(duly.status(Ordered.class, "A-3").overall()).isEqualTo(MessageStatus.State.PARKED);
    var books = duly.ledger().get("billing");
    assertThat(books.parked()).isEqualTo(3);
    assertThat(books.balances()).isTrue();
  }

  @Test
  void theListSaysWhyAndHowMuch() {
    Duly duly = parked("A-1", "A-2");

    assertThat(duly.deadLetters().parked("billing").keys()).isEqualTo(1);
    assertThat(duly.deadLetters().parked("billing").messages()).isEqualTo(2);
    ParkedKey key = duly.deadLetters().parkedKeys("billing", 0, 10).get(0);
    assertThat(duly.deadLetters().parked("billing").oldest()).isEqualTo(key.since());
    assertThat(key.key()).isEqualTo("ann");
    assertThat(key.messages()).isEqualTo(2);
    DeadLetterInfo info = DeadLetterInfo.of(key.first().message()).orElseThrow();
    assertThat(info.reason()).isEqualTo(DeadReason.EXHAUSTED);
    assertThat(info.attempts()).isEqualTo(2);
    assertThat(info.error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(key.toString()).doesNotContain("4711");
    assertThat(duly.deadLetters().parkedKeys("billing", key.number(), 10)).isEmpty();
  }

  @Test
  void aReplayRunsThemInOrderAndFreesTheKey() {
    Duly duly = parked("A-1", "A-2", "A-3");
    broken.clear();

    KeyReplay replay = await(duly.deadLetters().replay("billing", "ann"));

    assertThat(replay.outcome()).isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(replay.done()).isEqualTo(3);
    assertThat(replay).hasToString("key ann of group billing: 3 done, the key is free");
    world.publish(duly, new Ordered("A-4", "ann", 1));
    world.settle();
    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-1 A-2 A-3 A-4");
    assertThat(duly.deadLetters().parked("billing").keys()).isZero();
    assertThat(duly.status(Ordered.class, "A-2").overall()).isEqualTo(MessageStatus.State.DONE);
    assertThat(duly.ledger().get("billing").balances()).isTrue();
  }

  @Test
  void whatFailsAgainIsTheFirstAndEverythingBehindItWaits() {
    Duly duly = parked("A-1", "A-2", "A-3");
    broken.clear();
    broken.add("A-2");

    KeyReplay replay = await(duly.deadLetters().replay("billing", "ann"));

    assertThat(replay.outcome()).isEqualTo(KeyReplay.Outcome.STILL_PARKED);
    assertThat(replay.done()).isEqualTo(1);
    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-1");
    assertThat(ids(duly.deadLetters().parkedMessages("billing", "ann", 0, 10)))
        .containsExactly("A-2", "A-3");
    assertThat(
            DeadLetterInfo.of(
                duly.deadLetters().parkedKeys("billing", 0, 1).get(0).first().message()))
        .isPresent();
    assertThat(duly.ledger().get("billing").balances()).isTrue();
  }

  @Test
  void whatComesDuringAReplayWaitsBehind() {
    Duly duly = parked("A-1", "A-2");
    broken.clear();

    CompletionStage<KeyReplay> replay = duly.deadLetters().replay("billing", "ann");
    world.publish(duly, new Ordered("A-3", "ann", 1));
    await(replay);
    world.settle();

    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-1 A-2 A-3");
    assertThat(duly.deadLetters().parked("billing").messages()).isZero();
  }

  @Test
  void aCopyOfAParkedMessageThatWasDoneIsRecognised() {
    Duly duly = parked("A-1", "A-2", "A-1");
    broken.clear();

    assertThat(await(duly.deadLetters().replay("billing", "ann")).done()).isEqualTo(2);
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-1 A-2");
  }

  @Test
  void whatIsRefusedParksItsKeyAndMayBeReplayed() {
    boolean[] refuses = {true};
    Duly duly =
        world.start(
            Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .handledBy(
                    (order, call) -> {
                      if (refuses[0]) {
                        throw new RejectedException("no");
                      }
                      World.count(call, "charges", order.id());
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();
    ParkedKey key = duly.deadLetters().parkedKeys("billing", 0, 10).get(0);
    assertThat(DeadLetterInfo.of(key.first().message()).orElseThrow().reason())
        .isEqualTo(DeadReason.REJECTED);

    refuses[0] = false;
    assertThat(await(duly.deadLetters().replay("billing", "ann")).done()).isEqualTo(1);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1));
  }

  @Test
  void aCopyOfWhatWasRefusedAndDroppedIsNotRunByARelease() {
    boolean[] refuses = {true};
    Duly duly =
        world.start(
            Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .handledBy(
                    (order, call) -> {
                      if (refuses[0]) {
                        throw new RejectedException("no");
                      }
                      World.count(call, "charges", order.id());
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1), new Ordered("A-2", "ann", 1));
    world.settle();
    refuses[0] = false;
    duly.deadLetters()
        .dropFirst(
            duly.deadLetters().parkedMessages("billing", "ann", 0, 1).get(0), "eva", "fraud");
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(await(duly.deadLetters().replay("billing", "ann")).done()).isEqualTo(2);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-2", 1));
  }

  @Test
  void aReleasedMessageThatIsRefusedStaysAndSaysWhy() {
    Duly duly = parked("A-1", "A-2");
    refused.add("A-2");
    broken.clear();

    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.STILL_PARKED);
    ParkedKey key = duly.deadLetters().parkedKeys("billing", 0, 1).get(0);
    assertThat(DeadLetterInfo.of(key.first().message()).orElseThrow().reason())
        .isEqualTo(DeadReason.REJECTED);
    refused.clear();
    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-1 A-2");
  }

  @Test
  void aDroppedHeadLetsTheRestBeReplayed() {
    Duly duly = parked("A-1", "A-2");
    ParkedEntry head = duly.deadLetters().parkedMessages("billing", "ann", 0, 1).get(0);

    duly.deadLetters().dropFirst(head, "eva", "a test order");

    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-2");
    ParkedDrop drop = duly.deadLetters().drops("billing", 0, 10).get(0);
    assertThat(drop.who()).isEqualTo("eva");
    assertThat(drop.why()).isEqualTo("a test order");
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.DEAD);
    assertThatThrownBy(() -> duly.deadLetters().dropFirst(head, "eva", "again"))
        .isInstanceOf(DulyException.class)
        .hasMessageContaining("[DulyNotFirst]");
    var books = duly.ledger().get("billing");
    assertThat(books.dropped()).isEqualTo(1);
    assertThat(books.balances()).isTrue();
  }

  @Test
  void aDroppedKeyIsFree() {
    Duly duly = parked("A-1", "A-2");

    assertThat(duly.deadLetters().drop("billing", "ann", "eva", "closed account")).isEqualTo(2);

    world.publish(duly, new Ordered("A-3", "ann", 1));
    world.settle();
    assertThat(world.store.rows("charges").get("ann")).isEqualTo("A-3");
    assertThat(duly.deadLetters().drops("billing", 0, 10)).hasSize(2);
  }

  @Test
  void allKeysOfAGroupAreReplayed() {
    broken.addAll(Set.of("A-1", "B-1", "C-1"));
    Duly duly = world.start(charging());
    world.publish(
        duly,
        new Ordered("A-1", "ann", 1),
        new Ordered("B-1", "bob", 1),
        new Ordered("B-2", "bob", 1),
        new Ordered("C-1", "cem", 1));
    world.settle();
    broken.removeAll(Set.of("A-1", "B-1"));

    GroupReplay replay = await(duly.deadLetters().replayAll("billing"));

    assertThat(replay).hasToString("group billing: 2 keys free, 1 still parked, 3 messages done");
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("ann", "A-1", "bob", "B-1 B-2"));
  }

  @Test
  void anotherProcessKnowsOfTheKey() {
    Duly first = parked("A-1");
    world.crash();
    world.scheduler = new VirtualScheduler(world.clock, null);
    Duly second = world.start(charging());
    world.publish(second, new Ordered("A-2", "ann", 1));
    world.settle();

    assertThat(first).isNotSameAs(second);
    assertThat(ids(second.deadLetters().parkedMessages("billing", "ann", 0, 10)))
        .containsExactly("A-1", "A-2");
  }

  @Test
  void whatHasNoKeyIsADeadLetterAsBefore() {
    Duly duly = world.start(charging());
    world.send("orders", Map.of("ce-type", "ordered"), new byte[] {1});
    world.settle();

    assertThat(duly.deadLetters().list(10)).hasSize(1);
    assertThat(duly.deadLetters().parked("billing").messages()).isZero();
  }

  @Test
  void whatHasAPlaceInTheOrderButNoIdempotencyKeyIsParked() {
    Duly duly = world.start(charging());
    String nameless = "{\"customer\":\"ann\",\"amount\":1}";
    world.send("orders", Map.of("ce-type", "ordered", "ce-id", "x"), nameless.getBytes(UTF_8));
    world.publish(duly, new Ordered("A-2", "ann", 1));
    world.settle();

    ParkedKey key = duly.deadLetters().parkedKeys("billing", 0, 10).get(0);
    assertThat(DeadLetterInfo.of(key.first().message()).orElseThrow().reason())
        .isEqualTo(DeadReason.POISON);
    assertThat(key.messages()).isEqualTo(2);
    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.STILL_PARKED);

    duly.deadLetters().dropFirst(key.first(), "eva", "sent by mistake");
    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("ann", "A-2"));
  }

  @Test
  void aGroupThatDoesNotParkAsksTheStoreNothing() {
    AtomicInteger asked = new AtomicInteger();
    Store counting =
        new ForwardingStore(world.store) {
          @Override
          public UnitOfWork begin() {
            return new ForwardingUnitOfWork(super.begin()) {
              @Override
              public Set<String> parked(String group, Collection<String> keys) {
                asked.incrementAndGet();
                return super.parked(group, keys);
              }
            };
          }
        };
    Subscription<Ordered> parking = charging();
    Subscription<Ordered> going =
        Subscription.of(GroupPolicy.of("mail"), "Mail.send", Messages.ORDERED)
            .guard(parking.guard())
            .handledBy((order, call) -> World.count(call, "mails", order.id()));

    try (Duly duly = world.builder().store(counting).subscriptions(going).start()) {
      world.publish(duly, new Ordered("A-1", "ann", 1));
      world.settle();
    }
    assertThat(asked).hasValue(0);
    world.scheduler = new VirtualScheduler(world.clock, null);
    try (Duly duly = world.builder().store(counting).subscriptions(parking).start()) {
      world.publish(duly, new Ordered("A-2", "ann", 1));
      world.settle();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatRunsAtMostOnceCannotBeInAGroupThatParks() {
    Subscription<Ordered> once =
        Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
            .delivery(DeliveryMode.AT_MOST_ONCE)
            .handledBy((order, call) -> {});

    assertThatThrownBy(() -> world.start(once)).hasMessageContaining("[DulyParkDelivery]");
  }

  @Test
  void aCallToAnotherSystemWaitsBehindADeadOneAndIsMadeOnce() {
    List<String> calls = new ArrayList<>();
    Duly duly =
        world.start(
            Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
                .guard(
                    GuardPolicy.effect(
                        Duration.ofDays(7),
                        EffectPolicy.of(Downstream.NONE, Duration.ofSeconds(30))))
                .handledBy(
                    (order, call) -> {
                      calls.add(order.id());
                      if (broken.contains(order.id())) {
                        throw new IllegalStateException("4711");
                      }
                    }));
    broken.add("A-1");
    world.publish(duly, new Ordered("A-1", "ann", 1), new Ordered("A-2", "ann", 1));
    world.publish(duly, new Ordered("A-2", "ann", 1), new Ordered("B-1", "bob", 1));
    world.settle();
    assertThat(calls).containsExactlyInAnyOrder("A-1", "B-1");
    ParkedKey key = duly.deadLetters().parkedKeys("billing", 0, 10).get(0);
    assertThat(DeadLetterInfo.of(key.first().message()).orElseThrow().reason())
        .isEqualTo(DeadReason.UNKNOWN_OUTCOME);
    assertThat(duly.deadLetters().list(10)).isEmpty();
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.PARKED);

    calls.clear();
    assertThat(await(duly.deadLetters().replay("billing", "ann")).outcome())
        .isEqualTo(KeyReplay.Outcome.STILL_PARKED);
    assertThat(calls).containsExactly("A-1");
    broken.clear();
    calls.clear();
    KeyReplay replay = await(duly.deadLetters().replay("billing", "ann"));

    assertThat(replay.outcome()).isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(calls).containsExactly("A-1", "A-2");
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.DONE);
    assertThat(duly.ledger().get("billing").balances()).isTrue();
  }

  @Test
  void aDroppedCallIsNotMadeByAReplayThatHadBegun() {
    broken.add("A-1");
    List<String> calls = new ArrayList<>();
    Duly duly =
        world.start(
            Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
                .guard(
                    GuardPolicy.effect(
                        Duration.ofDays(7),
                        EffectPolicy.of(Downstream.NONE, Duration.ofSeconds(30))))
                .handledBy(
                    (order, call) -> {
                      calls.add(order.id());
                      throw new IllegalStateException("4711");
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();
    calls.clear();

    CompletionStage<KeyReplay> replay = duly.deadLetters().replay("billing", "ann");
    duly.deadLetters().drop("billing", "ann", "eva", "paid in cash");

    assertThat(await(replay).outcome()).isEqualTo(KeyReplay.Outcome.FREE);
    assertThat(calls).isEmpty();
  }

  @Test
  void errorsSayTheWayOut() {
    Duly duly = parked();

    assertThatThrownBy(() -> duly.deadLetters().parked("bill"))
        .hasMessageContaining("[DulyNoGroup]")
        .hasMessageContaining("billing");
    assertThatThrownBy(() -> duly.deadLetters().replay("billing", "nobody"))
        .hasMessageContaining("[DulyNothingParked]");
    assertThatThrownBy(() -> duly.deadLetters().drop("billing", "ann", " ", "why"))
        .hasMessageContaining("[DulyDropReason]");
  }
}
