/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.util.Locale;

/**
 * Ours beside a yardstick, pair by pair in one run: what else happens on the machine happens to
 * both.
 *
 * @param unit the same for both, and more is better
 * @param of the name of the yardstick, without spaces
 */
public record Comparison(String name, String unit, String of) {
  /** Set to try the benchmarks out: one pair each, whose figures say nothing. */
  private static final boolean QUICK = Boolean.getBoolean("duly.benchmarks.quick");

  /** Measures one side once. */
  @FunctionalInterface
  public interface Side {
    double measure() throws Exception;
  }

  /**
   * Measures, says how far it is, and prints the result.
   *
   * @param wanted how many pairs count; one more goes before them to warm up
   */
  public void run(int wanted, Side ours, Side theirs) throws Exception {
    int pairs = QUICK ? 1 : wanted;
    double[] a = new double[pairs];
    double[] b = new double[pairs];
    double[] ratios = new double[pairs];
    if (!QUICK) {
      pair("warm-up", ours, theirs);
    }
    for (int pair = 0; pair < pairs; pair++) {
      double[] measured = pair("pair " + (pair + 1) + " of " + pairs, ours, theirs);
      a[pair] = measured[0];
      b[pair] = measured[1];
      ratios[pair] = measured[0] / measured[1];
    }
    Bench.print(name, unit, of, a, b, ratios);
  }

  private double[] pair(String which, Side ours, Side theirs) throws Exception {
    double a = ours.measure();
    double b = theirs.measure();
    System.out.printf(Locale.ROOT, "  %s, %s: %.0f %s, %s %.0f%n", name, which, a, unit, of, b);
    return new double[] {a, b};
  }
}
