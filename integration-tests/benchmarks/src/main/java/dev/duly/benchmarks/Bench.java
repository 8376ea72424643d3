/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The one form in which results are printed. */
final class Bench {
  private Bench() {}

  /** What stands for itself. */
  static void print(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "BENCH %s value=%.3f unit=%s%n", name, value, unit);
  }

  static void print(String name, double value, String unit, double ratio, String of) {
    System.out.printf(
        Locale.ROOT,
        "BENCH %s value=%.3f unit=%s ratio=%.3f of=%s%n",
        name,
        value,
        unit,
        ratio,
        of);
  }

  /** What was measured pair by pair, with the yardstick's own value and the spread of the ratio. */
  static void print(
      String name, String unit, String of, double[] ours, double[] theirs, double[] ratios) {
    double[] spread = sorted(ratios);
    System.out.printf(
        Locale.ROOT,
        "BENCH %s value=%.3f unit=%s ratio=%.3f of=%s yardstick=%.3f ratio-min=%.3f"
            + " ratio-max=%.3f%n",
        name,
        median("duly", ours),
        unit,
        median("ratio", ratios),
        of,
        median(of, theirs),
        spread[0],
        spread[spread.length - 1]);
  }

  /** The middle of several runs; the rest is printed, so that the spread can be seen. */
  static double median(String name, double[] runs) {
    double[] sorted = sorted(runs);
    System.out.printf(
        Locale.ROOT,
        "  %s: runs=%d min=%.3f median=%.3f max=%.3f%n",
        name,
        sorted.length,
        sorted[0],
        sorted[sorted.length / 2],
        sorted[sorted.length - 1]);
    return sorted[sorted.length / 2];
  }

  private static double[] sorted(double[] runs) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
