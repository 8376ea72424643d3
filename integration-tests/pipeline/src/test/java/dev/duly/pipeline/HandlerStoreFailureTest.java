/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.runtime.Duly;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingUnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the store does to a handler is no attempt of the message, unless it goes on for ever. */
class HandlerStoreFailureTest {
  private static final int ATTEMPTS = 3;
  private static final int FORGIVEN = 10;

  private final World world = new World();
  private final List<Integer> attempts = new ArrayList<>();

  private Duly start(Store store, Invocation.Single<Ordered> handler) {
    return world
        .builder()
        .store(store)
        .subscriptions(
            Subscription.of(
                    GroupPolicy.of("billing").concurrency(4, 50, 10),
                    "Billing.charge",
                    Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .retry(RetryPolicy.of(ATTEMPTS, Duration.ofSeconds(1), 1, Duration.ofHours(1), 0))
                .handledBy(handler))
        .start();
  }

  private static IllegalStateException brokenOff() {
    return new IllegalStateException(
        "wrapped", new StoreException("DulyStoreLocked", "Another stood in the way.", "Wait."));
  }

  @Test
  void aRunThatTheStoreBreaksOffIsNoAttempt() {
    Duly duly =
        start(
            world.store,
            (order, call) -> {
              attempts.add(call.context().attempt());
              if (attempts.size() <= FORGIVEN) {
                throw brokenOff();
              }
              World.count(call, "charges", order.id());
            });
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.settle();

    assertThat(attempts).hasSize(FORGIVEN + 1).containsOnly(1);
    assertThat(world.store.rows("charges")).containsEntry("A-1", 1);
    assertThat(duly.deadLetters().list(1)).isEmpty();
  }

  @Test
  void aHandlerThatBreaksOffEachRunDoesNotGoOnForEver() {
    Duly duly =
        start(
            world.store,
            (order, call) -> {
              if (order.id().equals("guilty")) {
                attempts.add(call.context().attempt());
                throw brokenOff();
              }
              World.count(call, "charges", order.id());
            });
    world.publish(
        duly,
        new Ordered("A-1", "ann", 1),
        new Ordered("guilty", "eve", 1),
        new Ordered("A-2", "eve", 1),
        new Ordered("A-3", "bob", 1));
    world.scheduler.advance(Duration.ofMillis(500));

    // Those of other keys do not wait for it.
    assertThat(world.store.rows("charges").keySet()).containsExactlyInAnyOrder("A-1", "A-3");
    world.settle();

    assertThat(attempts).hasSize(FORGIVEN + ATTEMPTS).endsWith(1, 2, 3);
    assertThat(duly.deadLetters().list(10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.info().reason()).isEqualTo(DeadReason.EXHAUSTED));
    assertThat(world.store.rows("charges")).containsEntry("A-2", 1);
  }

  @Test
  void whileTheStoreTakesNoWritesNothingCounts() {
    List<Throwable> told = new ArrayList<>();
    Duly duly =
        start(
            new ReadOnlyWhile(world.store, told),
            (order, call) -> {
              attempts.add(call.context().attempt());
              if (attempts.size() <= 10 * FORGIVEN) {
                throw new IllegalArgumentException("as a replica refuses it");
              }
              World.count(call, "charges", order.id());
            });
    world.publish(duly, new Ordered("A-1", "ann", 1));
    world.scheduler.advance(Duration.ofMinutes(5));

    assertThat(told).isNotEmpty().hasOnlyElementsOfType(IllegalArgumentException.class);
    assertThat(attempts).hasSize(10 * FORGIVEN + 1).containsOnly(1);
    assertThat(world.store.rows("charges")).containsEntry("A-1", 1);
    assertThat(duly.deadLetters().list(1)).isEmpty();
  }

  /** Whatever a handler throws, it is an outage. */
  private static final class ReadOnlyWhile extends ForwardingStore {
    private final List<Throwable> told;

    ReadOnlyWhile(Store store, List<Throwable> told) {
      super(store);
      this.told = told;
    }

    @Override
    public UnitOfWork begin() {
      return new ForwardingUnitOfWork(super.begin()) {
        @Override
        public FailureCause causeOf(Throwable failure) {
          told.add(failure);
          return FailureCause.OUTAGE;
        }
      };
    }
  }
}
