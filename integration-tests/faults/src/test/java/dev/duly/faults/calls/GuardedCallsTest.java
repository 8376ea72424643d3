/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.faults.Quiet;
import dev.duly.faults.example.StockMoved;
import dev.duly.faults.example.Warehouse;
import dev.duly.runtime.Duly;
import dev.duly.runtime.OutcomeUnknownException;
import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.Violation;
import dev.duly.testing.simulation.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients call beside the handlers, and call again while they have no answer. */
@ExtendWith(Quiet.class)
class GuardedCallsTest {
  private static final long RUNS = Long.getLong("duly.proof.runs", 20_000) / 50;
  private static final long FIRST = Long.getLong("duly.proof.first", 1);
  private static final int ORDERS = 3;
  private static final int MANY = 1000;
  private static final Set<Kind> LOSSES = Set.of(Kind.LOST, Kind.STUCK);

  /** One seed, and what its clients heard. */
  private static final class Run {
    final Map<String, Integer> letters = new HashMap<>();
    final BiFunction<Duly, Desk, Desk> guard;
    final Simulation simulation;
    int unknown;

    Run(long seed, BiFunction<Duly, Desk, Desk> guard) {
      this.guard = guard;
      this.simulation =
          new Simulation(seed)
              .handlers(Warehouse::new)
              .deliver(new StockMoved("m-1", "apples", 10), new StockMoved("m-2", "pears", 4));
      for (int i = 0; i < ORDERS; i++) {
        simulation.call(placing("order-" + i, i + 1), writing("order-" + i));
      }
    }

    private Desk desk(Duly duly) {
      return guard.apply(duly, new Office(duly, letters));
    }

    private Predicate<Duly> placing(String order, int quantity) {
      return duly -> desk(duly).place(order, quantity).equals("ticket of " + order);
    }

    private Predicate<Duly> writing(String order) {
      return duly -> {
        try {
          desk(duly).write(order);
        } catch (OutcomeUnknownException e) {
          unknown++;
        }
        return true;
      };
    }

    /** Of two runs, one of them without faults. */
    List<String> wrong() {
      List<String> wrong = new ArrayList<>();
      letters.forEach(
          (order, times) -> {
            if (times > 2) {
              wrong.add(order + " was written " + (times - 1) + " times");
            }
          });
      return wrong;
    }
  }

  private static Desk guarded(Duly duly, Desk desk) {
    return duly.guard(Desk.class, desk);
  }

  @Test
  void whateverGoesWrongACallHappensOnce() {
    List<String> failures = new ArrayList<>();
    int lost = 0;
    int duplicated = 0;
    int unknown = 0;
    long crashes = 0;
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      Run run = new Run(seed, GuardedCallsTest::guarded);
      List<Violation> violations = run.simulation.explore();
      List<String> wrong = run.wrong();
      for (Violation one : violations) {
        if (LOSSES.contains(one.kind())) {
          lost++;
        } else {
          duplicated++;
        }
      }
      duplicated += wrong.size();
      if (!violations.isEmpty() || !wrong.isEmpty()) {
        failures.add("seed " + seed + ": " + violations + wrong);
      }
      unknown += run.unknown;
      crashes +=
          run.simulation.trace().lines().stream().filter(line -> line.contains("crashed ")).count();
    }

    System.out.printf(
        "PROOF simulation.guard runs=%d lost=%d duplicated=%d unknown=%d crashes=%d%n",
        RUNS, lost, duplicated, unknown, crashes);
    assertThat(failures).isEmpty();
    // The proof is worth what went wrong in it.
    assertThat(unknown).isPositive();
    assertThat(crashes).isGreaterThan(RUNS / 4);
  }

  @Test
  void withoutTheGuardItIsNoticed() {
    Set<Kind> found = new HashSet<>();
    Set<String> wrong = new HashSet<>();
    for (long seed = 1; seed <= MANY && (found.isEmpty() || wrong.isEmpty()); seed++) {
      Run run = new Run(seed, (duly, desk) -> desk);
      run.simulation.explore().forEach(one -> found.add(one.kind()));
      wrong.addAll(run.wrong());
    }
    assertThat(found).contains(Kind.STATE_DIFFERS);
    assertThat(wrong).isNotEmpty();
  }
}
