/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.Downstream;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyBuilder;
import dev.duly.runtime.EffectKey;
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
import dev.duly.testing.FaultyTransport;
import dev.duly.testing.PortCall;
import dev.duly.testing.SimulatedCrash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies before, in and after every call of the store and the broker while a call to
 * another system is made; another process takes over.
 */
class EffectCrashTest {
  private static final MessageKey KEY = new KeyDigest().text("id", "A-1").toKey();

  /** One life of the scenario: a world, and a system that keeps what it was called with. */
  private static final class Run {
    final World world = new World();
    final List<String> calls = new ArrayList<>();
    final Downstream downstream;
    private @Nullable Faults alive;

    Run(Downstream downstream) {
      this.downstream = downstream;
      world.send(
          "orders",
          Map.of("ce-type", "ordered", "ce-id", "A-1"),
          "{\"id\":\"A-1\",\"customer\":\"ann\",\"amount\":5}".getBytes(UTF_8));
    }

    private Subscription<Messages.Ordered> subscription() {
      return Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
          .guard(
              GuardPolicy.effect(
                  Duration.ofDays(7), EffectPolicy.of(downstream, Duration.ofSeconds(30))))
          .publishes(Messages.PAID)
          .handledBy(
              (order, call) -> {
                EffectKey key = call.effectKey();
                boolean asks = downstream == Downstream.QUERY && key.mayHaveHappened();
                if (alive != null && alive.crashed()) {
                  throw new IllegalStateException("a dead process calls nobody");
                }
                if (!asks || !calls.contains(key.value())) {
                  calls.add(key.value());
                }
                call.publish(Messages.PAID, new Paid(order.id(), order.amount()));
              });
    }

    /** A process lives until it dies of its faults, or has nothing to do any more. */
    void live(Faults faults) {
      alive = faults;
      DulyBuilder builder =
          world
              .builder()
              .store(new FaultyStore(world.store, faults))
              .transport(new FaultyTransport(world.transport, faults));
      try {
        builder.subscriptions(subscription()).start();
        world.until(
            () -> !world.transport.sent("payments").isEmpty() && world.store.outbox(1).isEmpty());
      } catch (SimulatedCrash expected) {
        assertThat(faults.crashed()).isTrue();
      }
    }

    Duly another() {
      alive = null;
      world.crash();
      Duly duly = world.nextProcess().subscriptions(subscription()).start();
      world.scheduler.advance(Duration.ofMinutes(2));
      return duly;
    }

    Set<String> published() {
      return world.transport.sent("payments").stream()
          .map(message -> String.valueOf(message.headers().get("ce-id")))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noCrashLosesACallOrMakesOneThatMustNotBeMade(Downstream downstream) {
    Faults none = new Faults(new Random(1));
    new Run(downstream).live(none);
    assertThat(none.calls(PortCall.ACQUIRE)).isEqualTo(1);
    assertThat(none.calls(PortCall.CONCLUDE)).isEqualTo(1);

    int inDoubt = 0;
    for (long nth = 1; nth <= none.calls(); nth++) {
      for (Moment moment : Moment.values()) {
        Run run = new Run(downstream);
        Faults faults = new Faults(new Random(1)).crash(nth, moment);
        run.live(faults);
        assertThat(faults.crashed()).isTrue();
        inDoubt += check(run, run.another(), "call " + nth + " " + moment) ? 1 : 0;
      }
    }
    // Of all the points, some are between the acquisition and the end of the call.
    assertThat(inDoubt > 0).isEqualTo(downstream == Downstream.NONE);
  }

  /** Whether a person has to look. */
  private static boolean check(Run run, Duly duly, String where) {
    EffectState state = run.world.store.effects().state("billing/ordered", KEY).orElseThrow();
    var letters = duly.deadLetters().list(10);
    if (state == EffectState.UNKNOWN) {
      assertThat(run.downstream).as(where).isEqualTo(Downstream.NONE);
      assertThat(run.calls).as(where).hasSizeLessThanOrEqualTo(1);
      assertThat(run.published()).as(where).isEmpty();
      assertThat(letters).as(where).isNotEmpty();
      assertThat(letters)
          .as(where)
          .allMatch(letter -> letter.info().reason() == DeadReason.UNKNOWN_OUTCOME);
      return true;
    }
    assertThat(state).as(where).isEqualTo(EffectState.DONE);
    assertThat(run.published()).as(where).hasSize(1);
    assertThat(letters).as(where).isEmpty();
    assertThat(Set.copyOf(run.calls)).as(where).hasSize(1);
    if (run.downstream != Downstream.KEYED) {
      assertThat(run.calls).as(where).hasSize(1);
    }
    return false;
  }
}
