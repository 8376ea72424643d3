/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.Violation;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Prints what identifies the run of a seed: for a second JVM to be compared with. */
final class TraceHash {
  private static final Logger LOG = Logger.getLogger("dev.duly");

  private TraceHash() {}

  static String of(long seed) {
    Simulation simulation = Scenario.of(seed);
    List<Violation> unused = simulation.explore();
    return simulation.trace().hash();
  }

  /** The hashes of seeds 1 to 20, one a line. */
  static String ofTwenty() {
    return LongStream.rangeClosed(1, 20).mapToObj(TraceHash::of).collect(Collectors.joining("\n"));
  }

  public static void main(String... unused) {
    LOG.setLevel(Level.OFF);
    System.out.println(ofTwenty());
  }
}
