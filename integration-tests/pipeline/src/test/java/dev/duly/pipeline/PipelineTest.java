/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.DeliveryMode;
import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.runtime.Duly;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final GroupPolicy BILLING =
      GroupPolicy.of("billing").owner("payments", "#payments", "https://runbook/billing");

  private final World world = new World();
  private final List<String> handled = new ArrayList<>();

  private static Subscription.Builder<Ordered> guarded() {
    return Subscription.of(BILLING, "Billing.charge", Messages.ORDERED)
        .guard(GuardPolicy.transaction(Duration.ofDays(7)));
  }

  private Subscription<Ordered> charging() {
    return guarded()
        .publishes(Messages.PAID)
        .handledBy(
            (order, call) -> {
              handled.add(order.id());
              World.count(call, "charges", order.id());
              call.publish(Messages.PAID, new Paid(order.id(), order.amount()));
            });
  }

  @Test
  void anEffectAndWhatItPublishesHappenOnce() {
    Duly duly = world.start(charging());
    world.publish(duly, new Ordered("A-1", "ann", 5), new Ordered("A-1", "ann", 5));
    world.settle();

    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1));
    assertThat(world.transport.sent("payments")).hasSize(1);
    assertThat(world.transport.settled("billing"))
        .extracting("verdict")
        .containsExactly(Verdict.EFFECT, Verdict.DUPLICATE);
    assertThat(duly.ledger().get("billing"))
        .satisfies(
            page -> {
              assertThat(page.received()).isEqualTo(2);
              assertThat(page.effects()).isEqualTo(1);
              assertThat(page.duplicates()).isEqualTo(1);
              assertThat(page.balances()).isTrue();
            });
  }

  @Test
  void whatIsPublishedCarriesItsCauseInCloudEventsAttributes() {
    Duly duly = world.start(charging());
    world.publish(duly, new Ordered("A-1", "ann", 5));
    world.settle();

    Map<String, String> cause = world.transport.sent("orders").get(0).headers();
    assertThat(world.transport.sent("payments").get(0).headers())
        .containsEntry("ce-specversion", "1.0")
        .containsEntry("ce-type", "paid")
        .containsEntry("ce-source", "duly")
        .containsEntry("ce-causationid", cause.get("ce-id"))
        .containsEntry("ce-correlationid", cause.get("ce-correlationid"))
        .containsEntry("content-type", "application/json")
        .containsKeys("ce-id", "ce-time");
  }

  @Test
  void aFailedKeyWaitsInOrderWhileOthersGoOn() {
    AtomicInteger failures = new AtomicInteger(2);
    Duly duly =
        world.start(
            guarded()
                .handledBy(
                    (order, call) -> {
                      if (order.id().equals("A-1") && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("not now");
                      }
                      handled.add(order.id());
                    }));
    world.publish(
        duly,
        new Ordered("A-1", "ann", 1),
        new Ordered("A-2", "ann", 2),
        new Ordered("B-1", "bob", 3));
    world.settle();

    assertThat(handled).containsExactly("B-1", "A-1", "A-2");
    assertThat(duly.ledger().get("billing").retries()).isEqualTo(2);
  }

  @Test
  void waitsGrowWithJitterAndEndInADeadLetterWithOwnerAndRunbook() {
    List<Long> times = new ArrayList<>();
    Duly duly =
        world.start(
            guarded()
                .handledBy(
                    (order, call) -> {
                      times.add(world.clock.millis());
                      throw new IllegalStateException("secret 4711");
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(times).hasSize(6);
    long[] nominal = {1000, 2000, 4000, 8000, 16000};
    for (int i = 0; i < 5; i++) {
      assertThat((double) (times.get(i + 1) - times.get(i)))
          .isBetween(nominal[i] * 0.8, nominal[i] * 1.2 + 1);
    }
    DeadLetter letter = duly.deadLetters().list(10).get(0);
    assertThat(letter.info().reason()).isEqualTo(DeadReason.EXHAUSTED);
    assertThat(letter.info().attempts()).isEqualTo(6);
    assertThat(letter.info().owner()).isEqualTo("payments");
    assertThat(letter.info().runbook()).isEqualTo("https://runbook/billing");
    assertThat(letter.info().error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(letter.headers().toString()).doesNotContain("4711");
    assertThat(duly.status(Ordered.class, "A-1").overall()).isEqualTo(MessageStatus.State.DEAD);
  }

  @Test
  void aDeadLetterKeepsTheOriginalBytesAndHeaders() {
    Duly duly = world.start(charging());
    byte[] poison = {(byte) 0xff, 1, 2, 3};
    Map<String, String> headers = Map.of("ce-type", "ordered", "ce-id", "x", "trace", "7");
    world.send("orders", headers, poison);
    world.settle();

    DeadLetter letter = duly.deadLetters().list(10).get(0);
    assertThat(letter.body()).isEqualTo(poison);
    assertThat(letter.headers()).containsAllEntriesOf(headers);
    assertThat(letter.info().reason()).isEqualTo(DeadReason.POISON);
    assertThat(letter.deadLetterChannel()).isEqualTo("orders.billing.dlq");
  }

  @Test
  void unknownMessageIdsAreDeadNotDropped() {
    Duly duly = world.start(charging());
    world.send("orders", Map.of("ce-type", "java.lang.Runtime"), "{}".getBytes(UTF_8));
    world.settle();

    assertThat(duly.deadLetters().list(10)).hasSize(1);
  }

  @Test
  void aRejectionIsRefusedOnceAndItsDuplicatesAreRecognised() {
    AtomicBoolean refuse = new AtomicBoolean(true);
    Duly duly =
        world.start(
            guarded()
                .handledBy(
                    (order, call) -> {
                      World.count(call, "charges", order.id());
                      if (refuse.get()) {
                        throw new RejectedException("no credit");
                      }
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1), new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(world.store.rows("charges")).isEmpty();
    List<DeadLetter> dead = duly.deadLetters().list(10);
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).info().reason()).isEqualTo(DeadReason.REJECTED);

    refuse.set(false);
    CompletableFuture<Verdict> replayed =
        duly.deadLetters().replay(dead.get(0).id()).toCompletableFuture();
    world.settle();
    assertThat(replayed).isCompletedWithValue(Verdict.EFFECT);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1));
    assertThat(duly.deadLetters().list(10)).isEmpty();
  }

  @Test
  void replayOfWhatHadSucceededIsRecognised() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Duly duly =
        world.start(
            guarded()
                .retry(RetryPolicy.of(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(1), 0))
                .handledBy(
                    (order, call) -> {
                      if (broken.get()) {
                        throw new IllegalStateException();
                      }
                      World.count(call, "charges", order.id());
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();
    broken.set(false);
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();
    var replayed =
        duly.deadLetters().replay(duly.deadLetters().list(1).get(0).id()).toCompletableFuture();
    world.settle();

    assertThat(replayed).isCompletedWithValue(Verdict.DUPLICATE);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1));
    assertThat(duly.deadLetters().list(10)).isEmpty();
  }

  @Test
  void aMessageOlderThanTheWindowIsDeadNotRunAgain() {
    Duly duly = world.start(charging());
    world.publish(
        duly, new Ordered("A-1", "ann", 1, world.clock.instant().minus(Duration.ofDays(8))));
    world.settle();

    assertThat(handled).isEmpty();
    assertThat(duly.deadLetters().list(1).get(0).info().reason()).isEqualTo(DeadReason.TOO_OLD);
  }

  @Test
  void aMessageWhoseWindowEndsWhileItIsRetriedIsDeadNotRunAgain() {
    List<String> runs = new ArrayList<>();
    Duly duly =
        world.start(
            guarded()
                .retry(RetryPolicy.of(10, Duration.ofSeconds(20), 1, Duration.ofSeconds(20), 0))
                .handledBy(
                    (order, call) -> {
                      runs.add(order.id());
                      throw new IllegalStateException();
                    }));
    // At its second attempt it is still within its window, at its third not any more.
    Instant occurredAt =
        world.clock.instant().minus(Duration.ofDays(7)).plus(Duration.ofSeconds(30));
    world.publish(duly, new Ordered("A-1", "ann", 1, occurredAt));
    world.settle();

    assertThat(runs).hasSize(2);
    assertThat(duly.deadLetters().list(1).get(0).info().reason()).isEqualTo(DeadReason.TOO_OLD);
  }

  @Test
  void aMessageFromTheFutureIsDeadAndCanBeReplayedWhenItsTimeHasCome() {
    Duly duly = world.start(charging());
    Instant occurredAt = world.clock.instant().plus(Duration.ofDays(3));
    world.publish(duly, new Ordered("A-1", "ann", 1, occurredAt));
    world.publish(duly, new Ordered("A-2", "ann", 1));
    world.settle();

    assertThat(handled).containsExactly("A-2");
    var dead = duly.deadLetters().list(1).get(0);
    assertThat(dead.info().reason()).isEqualTo(DeadReason.TOO_NEW);
    var early = duly.deadLetters().replay(dead.id()).toCompletableFuture();
    world.settle();
    assertThat(early).isCompletedWithValue(Verdict.DEAD);
    assertThat(duly.deadLetters().list(10)).hasSize(1);

    world.clock.advance(Duration.ofDays(3));
    var late = duly.deadLetters().replay(dead.id()).toCompletableFuture();
    world.settle();
    assertThat(late).isCompletedWithValue(Verdict.EFFECT);
    assertThat(handled).containsExactly("A-2", "A-1");
  }

  @Test
  void oneBadMessageOfABatchDoesNotUndoTheOthers() {
    Duly duly =
        world.start(
            Subscription.of(BILLING.concurrency(1, 50, 50), "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .handledBy(
                    (order, call) -> {
                      World.count(call, "charges", order.id());
                      if (order.id().equals("A-3")) {
                        throw new IllegalStateException();
                      }
                    }));
    for (int i = 1; i <= 5; i++) {
      world.publish(duly, new Ordered("A-" + i, "customer " + i, 1));
    }
    world.settle();

    assertThat(world.store.rows("charges"))
        .isEqualTo(Map.of("A-1", 1, "A-2", 1, "A-4", 1, "A-5", 1));
    assertThat(duly.deadLetters().list(10)).hasSize(1);
  }

  @Test
  void aBatchHandlerGetsWhatIsThereAndIsolatesTheGuiltyOne() {
    List<Integer> sizes = new ArrayList<>();
    Duly duly =
        world.start(
            Subscription.of(BILLING.concurrency(1, 50, 50), "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .handledInBatchesBy(
                    (orders, call) -> {
                      sizes.add(orders.size());
                      orders.forEach(order -> World.count(call, "charges", order.id()));
                      if (orders.stream().anyMatch(order -> order.amount() < 0)) {
                        throw new RejectedException("negative");
                      }
                    }));
    var sent = new ArrayList<CompletableFuture<Void>>();
    for (int i = 1; i <= 4; i++) {
      Ordered order = new Ordered("A-" + i, "ann", i == 3 ? -1 : 1);
      sent.add(duly.publishAsync(order).toCompletableFuture());
    }
    world.settle();

    assertThat(sent).allMatch(CompletableFuture::isDone);
    assertThat(sizes).anyMatch(size -> size > 1);
    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1, "A-2", 1, "A-4", 1));
    assertThat(duly.deadLetters().list(10)).hasSize(1);
  }

  @Test
  void atMostOnceRunsOnceWhateverHappens() {
    Duly duly =
        world.start(
            Subscription.of(BILLING, "Billing.count", Messages.ORDERED)
                .delivery(DeliveryMode.AT_MOST_ONCE)
                .handledBy(
                    (order, call) -> {
                      handled.add(order.id());
                      throw new IllegalStateException();
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(handled).containsExactly("A-1");
    assertThat(duly.ledger().get("billing").dropped()).isEqualTo(1);
    assertThat(duly.ledger().get("billing").balances()).isTrue();
  }

  @Test
  void fullLanesStopPolling() {
    int most = 0;
    Duly duly =
        world.start(
            Subscription.of(BILLING.concurrency(2, 4, 1), "Billing.charge", Messages.ORDERED)
                .retry(RetryPolicy.of(3, Duration.ofHours(1), 1, Duration.ofHours(1), 0))
                .handledBy(
                    (order, call) -> {
                      throw new IllegalStateException("busy");
                    }));
    for (int i = 0; i < 20; i++) {
      world.publish(duly, new Ordered("A-" + i, "customer " + i, 1));
      most = Math.max(most, (int) duly.ledger().get("billing").inFlight());
    }
    world.settle();

    assertThat(most).isLessThanOrEqualTo(4);
    assertThat(duly.ledger().get("billing").received()).isEqualTo(4);
    assertThat(world.transport.backlog("billing")).isEqualTo(20);
  }

  @Test
  void closingHandsBackWhatIsNotDone() {
    Duly duly =
        world.start(
            guarded()
                .handledBy(
                    (order, call) -> {
                      throw new IllegalStateException("later");
                    }));
    world.publish(duly, new Ordered("A-1", "ann", 1), new Ordered("A-2", "ann", 1));
    world.scheduler.advance(Duration.ofMillis(100));
    duly.close();

    Duly next = world.nextProcess().subscriptions(charging()).start();
    world.settle();
    assertThat(handled).containsExactly("A-1", "A-2");
    assertThat(next.ledger().get("billing").effects()).isEqualTo(2);
  }

  @Test
  void whatIsPublishedInATransactionHappensWithItOrNotAtAll() {
    Duly duly = world.start(charging());
    duly.inTransaction((tx, outbox) -> outbox.publish(new Ordered("A-1", "ann", 1)));
    assertThatThrownBy(
            () ->
                duly.inTransaction(
                    (tx, outbox) -> {
                      duly.publish(new Ordered("A-2", "ann", 1));
                      throw new IllegalStateException("changed my mind");
                    }))
        .hasMessage("changed my mind");
    world.settle();

    assertThat(world.store.rows("charges")).isEqualTo(Map.of("A-1", 1));
  }

  @Test
  void whatIsPublishedInsideAHandlerJoinsItsOutbox() {
    List<Duly> running = new ArrayList<>();
    running.add(
        world.start(
            guarded()
                .publishes(Messages.PAID)
                .handledBy(
                    (order, call) -> {
                      running.get(0).publish(new Paid(order.id(), order.amount()));
                      throw new RejectedException("no");
                    })));
    world.publish(running.get(0), new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(world.transport.sent("payments")).isEmpty();
  }
}
