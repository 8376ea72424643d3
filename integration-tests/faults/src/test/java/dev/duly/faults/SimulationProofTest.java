/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.Violation;
import dev.duly.testing.simulation.Violation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thousands of worlds, each from its seed: nothing lost, nothing twice, in order, none stuck. */
@ExtendWith(Quiet.class)
class SimulationProofTest {
  private static final long RUNS = Long.getLong("duly.proof.runs", 20_000);
  private static final long FIRST = Long.getLong("duly.proof.first", 1);
  private static final int REPLAYS = 100;
  private static final Set<Kind> LOSSES = Set.of(Kind.LOST, Kind.DEAD_LETTER_MISSING, Kind.STUCK);

  @Test
  void whateverGoesWrongEverythingHappensOnceAndInOrder() {
    explore("simulation", RUNS, Scenario::of);
  }

  /** The order is that of the messages: what is parked and released later is not out of it. */
  @Test
  void whateverGoesWrongParkedKeysKeepTheirOrder() {
    explore("simulation.parking", RUNS / 10, Scenario::parking);
  }

  @Test
  void whateverGoesWrongCallsToAnotherSystemAreDoneOnce() {
    explore("simulation.effect", RUNS / 10, Scenario::calling);
  }

  private static void explore(String name, long runs, LongFunction<Simulation> scenario) {
    LongAdder lost = new LongAdder();
    LongAdder duplicated = new LongAdder();
    LongAdder calls = new LongAdder();
    LongAdder crashes = new LongAdder();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    Set<String> faults = new ConcurrentSkipListSet<>();
    LongStream.range(FIRST, FIRST + runs)
        .parallel()
        .forEach(
            seed -> {
              Simulation simulation = scenario.apply(seed);
              List<Violation> violations = simulation.explore();
              for (Violation one : violations) {
                (LOSSES.contains(one.kind()) ? lost : duplicated).increment();
              }
              if (!violations.isEmpty()) {
                failures.add("seed " + seed + ": " + violations);
              }
              List<String> lines = simulation.trace().lines();
              calls.add(lines.size());
              for (String line : lines) {
                if (line.contains("crashed ")) {
                  crashes.increment();
                  faults.add(line.substring(line.indexOf("crashed ")));
                }
              }
            });

    System.out.printf(
        "PROOF %s runs=%d lost=%d duplicated=%d calls=%d crashes=%d%n",
        name, runs, lost.sum(), duplicated.sum(), calls.sum(), crashes.sum());
    assertThat(failures)
        .as(
            "failing seeds; SimulationProofTest with -Dduly.proof.first=<seed>"
                + " -Dduly.proof.runs=1 runs one")
        .isEmpty();
    // The proof is worth what went wrong in it.
    assertThat(crashes.sum()).isGreaterThan(runs / 4);
    assertThat(faults).contains("crashed BEFORE", "crashed AFTER_EFFECT");
  }

  @Test
  void aSeedReplaysExactly() {
    AtomicInteger identical = new AtomicInteger();
    Set<String> hashes = new TreeSet<>();
    for (long seed = 1; seed <= REPLAYS; seed++) {
      String once = TraceHash.of(seed);
      hashes.add(once);
      if (TraceHash.of(seed).equals(once)) {
        identical.incrementAndGet();
      }
    }

    System.out.printf("PROOF replay runs=%d identical=%d%n", REPLAYS, identical.get());
    assertThat(identical).hasValue(REPLAYS);
    assertThat(hashes).as("different seeds are different runs").hasSize(REPLAYS);
  }

  /** Salted iteration orders and identity hashes would show here. */
  @Test
  void seedsGiveTheSameRunsInAnotherJvm() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TraceHash.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String there = new String(other.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(other.waitFor()).isZero();
    assertThat(there).isEqualTo(TraceHash.ofTwenty());
  }
}
