/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import dev.duly.shop.observed.Gauge;
import dev.duly.shop.observed.GaugeFile;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the books. */
public final class Report {
  private Report() {}

  /** A page for each group, what does not balance, and the summary as the last line. */
  public static void print(PrintStream out, Books books, GaugeFile gauges) {
    out.printf(
        Locale.ROOT,
        "%-14s %9s %9s %11s %6s %8s %10s %10s%n",
        "group",
        "received",
        "effects",
        "duplicates",
        "dead",
        "retries",
        "p50",
        "p99");
    for (GroupPage page : books.groups()) {
      out.printf(
          Locale.ROOT,
          "%-14s %9d %9d %11d %6d %8d %10s %10s%n",
          page.group(),
          page.received(),
          page.effects(),
          page.duplicates(),
          page.dead(),
          gauges.get(page.group(), Gauge.RETRIES),
          millis(page.p50()),
          millis(page.p99()));
    }
    if (books.balance()) {
      out.println("The books balance.");
    } else {
      out.println("The books do NOT balance:");
      books.findings().forEach(finding -> out.println("  " + finding));
    }
    out.println(books.summary());
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", (double) duration.toNanos() / 1e6);
  }
}
