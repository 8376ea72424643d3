/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.pipeline.Messages.Price;
import dev.duly.runtime.Duly;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.OutcomeUnknownException;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.testing.Faults;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.FaultyStore;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.PortCall;
import dev.duly.testing.SimulatedCrash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The process dies before, in and after every call of the store; its caller calls again. */
class GuardCrashTest {
  private static final Duration WINDOW = Duration.ofDays(7);

  /** One life of a guarded call, and the one after it. */
  private static final class Run {
    final World world = new World();
    final List<String> calls = new ArrayList<>();
    final GuardPolicy guard;
    private @Nullable Faults alive;

    Run(GuardPolicy guard) {
      this.guard = guard;
    }

    private Payments payments(Duly duly) {
      return duly.guard(
          Payments.class,
          (id, cents, key) -> {
            if (alive != null && alive.crashed()) {
              throw new IllegalStateException("a dead process calls nobody");
            }
            if (key == null) {
              duly.inTransaction(
                  (tx, outbox) ->
                      tx.unwrap(InMemoryTransaction.class)
                          .merge("charged", id, cents, Integer::sum));
            } else {
              call(key);
            }
            duly.publish(new Paid(id, cents));
            return new Price(id, cents);
          });
    }

    private void call(EffectKey key) {
      EffectPolicy effect = guard.effect();
      boolean asks =
          effect != null && effect.downstream() == Downstream.QUERY && key.mayHaveHappened();
      if (!asks || !calls.contains(key.value())) {
        calls.add(key.value());
      }
    }

    void live(Faults faults) {
      alive = faults;
      try {
        Duly duly =
            world
                .builder()
                .store(new FaultyStore(world.store, faults))
                .index(Payments.guardedBy(guard))
                .start();
        payments(duly).charge("A-1", 5, null);
        world.settle();
      } catch (SimulatedCrash | IllegalStateException expected) {
        assertThat(faults.crashed()).isTrue();
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }

    Payments another() {
      alive = null;
      world.crash();
      Duly duly = world.nextProcess().index(Payments.guardedBy(guard)).start();
      world.scheduler.advance(Duration.ofSeconds(31));
      return payments(duly);
    }

    int published() {
      world.settle();
      return (int)
          world.transport.sent("payments").stream()
              .map(message -> message.headers().get("ce-id"))
              .distinct()
              .count();
    }
  }

  private static void everywhere(GuardPolicy guard, BiConsumer<Run, String> check) {
    Faults none = new Faults(new Random(1));
    new Run(guard).live(none);
    assertThat(none.calls(PortCall.ACQUIRE)).isEqualTo(1);
    assertThat(none.calls(PortCall.CONCLUDE)).isEqualTo(1);
    for (long nth = 1; nth <= none.calls(); nth++) {
      for (Moment moment : Moment.values()) {
        Run run = new Run(guard);
        Faults faults = new Faults(new Random(1)).crash(nth, moment);
        run.live(faults);
        assertThat(faults.crashed()).isTrue();
        check.accept(run, "call " + nth + " " + moment);
      }
    }
  }

  private static @Nullable Price charge(Payments payments) {
    try {
      return payments.charge("A-1", 5, null);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTransactionHappensOnce() {
    everywhere(
        GuardPolicy.transaction(WINDOW),
        (run, where) -> {
          Payments payments = run.another();
          assertThat(charge(payments)).as(where).isEqualTo(new Price("A-1", 5));
          assertThat(charge(payments)).as(where).isEqualTo(new Price("A-1", 5));
          assertThat(run.world.store.rows("charged").get("A-1")).as(where).isEqualTo(5);
          assertThat(run.published()).as(where).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN, BEFORE",
    "CONCLUDE, BEFORE",
    "ENQUEUE, AFTER_EFFECT",
    "COMMIT, BEFORE",
    "COMMIT, AFTER_EFFECT"
  })
  void aStoreThatFailsOnceFailsOneCall(PortCall port, Moment moment) throws Exception {
    Run run = new Run(GuardPolicy.transaction(WINDOW));
    Faults faults = new Faults(new Random(1));
    Duly duly =
        run.world
            .builder()
            .store(new FaultyStore(run.world.store, faults))
            .index(Payments.guardedBy(run.guard))
            .start();
    faults.fail(port, faults.calls(port) + 1, moment);
    Payments payments = run.payments(duly);

    assertThatThrownBy(() -> payments.charge("A-1", 5, null)).isInstanceOf(StoreException.class);
    assertThat(payments.charge("A-1", 5, null)).isEqualTo(new Price("A-1", 5));
    assertThat(run.world.store.rows("charged").get("A-1")).isEqualTo(5);
    assertThat(run.published()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"KEYED", "QUERY"})
  void aCallHappensOnceWhereTheCalledSystemHelps(Downstream downstream) {
    everywhere(
        GuardPolicy.effect(WINDOW, EffectPolicy.of(downstream, Duration.ofSeconds(30))),
        (run, where) -> {
          Payments payments = run.another();
          assertThat(charge(payments)).as(where).isEqualTo(new Price("A-1", 5));
          assertThat(Set.copyOf(run.calls)).as(where).hasSize(1);
          if (downstream == Downstream.QUERY) {
            assertThat(run.calls).as(where).hasSize(1);
          }
          assertThat(run.published()).as(where).isEqualTo(1);
        });
  }

  @Test
  void aCallThatMustNotBeRepeatedNeverIs() {
    List<String> inDoubt = new ArrayList<>();
    everywhere(
        GuardPolicy.effect(WINDOW, EffectPolicy.of(Downstream.NONE, Duration.ofSeconds(30))),
        (run, where) -> {
          Payments payments = run.another();
          OutcomeUnknownException unknown =
              catchThrowableOfType(OutcomeUnknownException.class, () -> charge(payments));
          if (unknown != null) {
            inDoubt.add(where);
            assertThat(run.published()).as(where).isZero();
          } else {
            assertThat(run.published()).as(where).isEqualTo(1);
          }
          assertThat(run.calls).as(where).hasSizeLessThanOrEqualTo(1);
        });
    assertThat(inDoubt).isNotEmpty();
  }
}
