/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.testing.Faults.Moment;
import dev.duly.testing.simulation.CrashPoint;
import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.Violation;
import dev.duly.testing.simulation.Violation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies at each boundary of each port call, once, and twice in a row: the final state
 * must be that of the run without a crash.
 */
@ExtendWith(Quiet.class)
class CrashPointsTest {
  private static final List<Moment> MOMENTS = List.of(Moment.values());

  /** Of the first crashes of pairs, one in so many: all of them take minutes. */
  private static final int EVERY = Integer.getInteger("duly.pairs.every", 8);

  private final LongAdder runs = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder duplicated = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void aCrashAtAnyBoundaryChangesNothing() {
    for (Pattern pattern : Pattern.values()) {
      Simulation calm = explored(pattern.simulation());
      List<Call> calls = calls(calm, 0);
      calls.forEach(call -> System.out.println("CRASHPOINT " + pattern + " " + call.name()));
      points(0, calls).parallelStream().forEach(point -> crash(pattern, List.of(point)));
      System.out.println("CRASHPOINTS " + pattern + " boundaries=" + 3 * calls.size());
    }
    report("single");
  }

  @Test
  void aCrashAtAnyBoundaryAfterACrashAtAnyChangesNothing() {
    for (Pattern pattern : Pattern.values()) {
      Simulation calm = explored(pattern.simulation());
      List<CrashPoint> firsts = points(0, busy(calls(calm, 0)));
      IntStream.range(0, firsts.size())
          .filter(number -> number % EVERY == 0)
          .mapToObj(firsts::get)
          .parallel()
          .forEach(first -> crashTwice(pattern, first));
    }
    report("pairs");
  }

  private void crashTwice(Pattern pattern, CrashPoint first) {
    Simulation once = crash(pattern, List.of(first));
    for (CrashPoint second : points(1, busy(calls(once, 1)))) {
      crash(pattern, List.of(first, second));
    }
  }

  /**
   * The enumeration would notice a guard that writes the key after the effect. Not where every
   * message has been parked: there it leaves the parking with its effect, and does not come again.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RELEASE", "DROP", "EFFECT", "EFFECT_PARKING"})
  void aBrokenGuardIsNoticed(Pattern pattern) {
    assertThat(noticed(Mutant.CLAIMED_AFTERWARDS, pattern)).isPositive();
  }

  /** Nor would a call that was begun, and is taken for done, go unnoticed. */
  @ParameterizedTest
  @EnumSource(names = {"EFFECT", "EFFECT_PARKING"})
  void aBrokenRecordOfCallsIsNoticed(Pattern pattern) {
    assertThat(noticed(Mutant.CALL_TAKEN_FOR_DONE, pattern)).isPositive();
  }

  private static long noticed(Mutant mutant, Pattern pattern) {
    List<Call> calls = busy(calls(explored(pattern.simulation()), 0));
    return points(0, calls).stream()
        .map(point -> mutant.mutate(pattern.simulation().crash(point)))
        .filter(broken -> !broken.explore().isEmpty())
        .count();
  }

  private static Simulation explored(Simulation calm) {
    assertThat(calm.explore()).isEmpty();
    return calm;
  }

  private Simulation crash(Pattern pattern, List<CrashPoint> points) {
    Simulation simulation = pattern.simulation().crash(points.toArray(new CrashPoint[0]));
    List<Violation> violations = simulation.explore();
    runs.increment();
    long died =
        simulation.trace().lines().stream().filter(line -> line.contains("crashed ")).count();
    if (died != points.size()) {
      failures.add(pattern + " did not die at each of " + points + ", but " + died + " times");
    }
    for (Violation one : violations) {
      boolean loss =
          one.kind() == Kind.LOST
              || one.kind() == Kind.DEAD_LETTER_MISSING
              || one.kind() == Kind.STUCK;
      (loss ? lost : duplicated).increment();
    }
    if (!violations.isEmpty()) {
      failures.add(pattern + " " + points + ": " + violations);
    }
    return simulation;
  }

  private void report(String which) {
    System.out.printf(
        "PROOF crashpoints.%s runs=%d lost=%d duplicated=%d%s%n",
        which,
        runs.sum(),
        lost.sum(),
        duplicated.sum(),
        which.equals("pairs") && EVERY > 1 ? " first-crashes=1/" + EVERY : "");
    assertThat(failures).isEmpty();
  }

  private static List<CrashPoint> points(int life, List<Call> calls) {
    List<CrashPoint> points = new ArrayList<>();
    for (Call call : calls) {
      for (Moment moment : MOMENTS) {
        points.add(new CrashPoint(life, call.number(), moment));
      }
    }
    return points;
  }

  /**
   * Pairs leave out polls that found nothing: what they follow and precede is crashed at anyway.
   */
  private static List<Call> busy(List<Call> calls) {
    return calls.stream().filter(call -> !call.foundNothing()).toList();
  }

  /** The port calls of a life, in order. */
  private static List<Call> calls(Simulation simulation, int life) {
    List<Call> calls = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    int lives = -1;
    for (String line : simulation.trace().lines()) {
      String[] words = line.split(" ", 4);
      if (words[2].equals("starts,")) {
        lives++;
      } else if (lives == life && words[2].matches("[A-Z_]+")) {
        String name = words[2] + "#" + counts.merge(words[2], 1, Integer::sum);
        boolean nothing =
            (words[2].equals("POLL") && line.endsWith("-> []"))
                || (words[2].equals("OUTBOX") && line.endsWith("-> "));
        calls.add(new Call(calls.size() + 1, name, nothing));
      }
    }
    return calls;
  }

  /**
   * A port call.
   *
   * @param number its place in its life, from 1
   * @param name {@code COMMIT#2}: the second commit
   */
  private record Call(int number, String name, boolean foundNothing) {}
}
