/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import dev.duly.checks.report.log.Level;
import dev.duly.checks.report.sarif.Result;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A short table for people: check, level, count; the gravest first. */
final class Summary {
  private record Row(String check, Level level) {}

  private Summary() {}

  static void print(PrintWriter out, List<Result> results, @Nullable Set<Result> unchanged) {
    Map<Row, Integer> counts =
        new TreeMap<>(
            Comparator.comparing(Row::level, Comparator.reverseOrder()).thenComparing(Row::check));
    for (Result result : results) {
      Row row = new Row(result.finding().check(), result.finding().level());
      counts.merge(row, 1, Integer::sum);
    }
    int width = counts.keySet().stream().mapToInt(row -> row.check().length()).max().orElse(0);
    counts.forEach(
        (row, count) -> out.printf("%s  %-7s  %6d%n", pad(row.check(), width), row.level(), count));
    String known = unchanged == null ? "" : ", %d new".formatted(results.size() - unchanged.size());
    out.printf("%d finding%s%s%n", results.size(), results.size() == 1 ? "" : "s", known);
    out.flush();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
