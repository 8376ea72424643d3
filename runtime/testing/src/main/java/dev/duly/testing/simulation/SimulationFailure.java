/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.testing.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** A seed that breaks a promise; the message says which, and how to see it again. */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 300;

  SimulationFailure(long seed, List<Violation> violations, Trace trace) {
    super(text(seed, violations, trace));
  }

  private static String text(long seed, List<Violation> violations, Trace trace) {
    List<String> lines = trace.lines();
    int cut = Math.max(0, lines.size() - SHOWN);
    return "seed "
        + seed
        + " breaks a promise, trace "
        + trace.hash()
        + "\n"
        + violations.stream().map(one -> "  " + one + "\n").collect(Collectors.joining())
        + "Run it again: @SimulationTest(seed = "
        + seed
        + "), or -Dduly.simulation.seed="
        + seed
        + "\n"
        + (cut == 0 ? "What happened:\n" : "What happened, the last " + SHOWN + " calls:\n")
        + lines.subList(cut, lines.size()).stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
  }
}
