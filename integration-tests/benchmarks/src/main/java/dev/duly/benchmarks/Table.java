/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What benchmarks print, as a table: reads their lines, passes them on to the standard error as
 * they come, and writes the table of docs/benchmarks.md to the standard output in the end.
 */
public final class Table {
  private static final String MARK = "BENCH ";
  private static final int WHOLE_FROM = 100;

  private final List<String> rows = new ArrayList<>();

  /** Reads from the standard input. */
  public static void main(String[] args) throws IOException {
    String machine = machine();
    Table table = new Table();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.err.println(line);
        table.add(line);
      }
    }
    System.out.println(machine);
    System.out.println();
    System.out.print(table);
  }

  /** How busy the machine was before is part of the figures. */
  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, Java %s; load average of the last minute before the run: %.1f.",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Takes a line; those that are no result are left out. */
  void add(String line) {
    if (!line.startsWith(MARK)) {
      return;
    }
    String[] words = line.substring(MARK.length()).split(" ", -1);
    Map<String, String> fields = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    rows.add(
        "| %s | %s | %s | %s |%n"
            .formatted(words[0], measured(fields), yardstick(fields), ratio(fields)));
  }

  private static String measured(Map<String, String> fields) {
    return number(fields.getOrDefault("value", "NaN")) + " " + fields.getOrDefault("unit", "");
  }

  private static String yardstick(Map<String, String> fields) {
    String of = fields.get("of");
    if (of == null) {
      return "";
    }
    String value = fields.get("yardstick");
    return value == null ? of : of + " " + number(value);
  }

  private static String ratio(Map<String, String> fields) {
    String ratio = fields.get("ratio");
    if (ratio == null) {
      return "";
    }
    String from = fields.get("ratio-min");
    String to = fields.get("ratio-max");
    String middle = twoDigits(ratio);
    return from == null || to == null
        ? middle
        : middle + " (" + twoDigits(from) + "–" + twoDigits(to) + ")";
  }

  private static String number(String text) {
    double value = Double.parseDouble(text);
    return String.format(Locale.ROOT, Math.abs(value) < WHOLE_FROM ? "%.3f" : "%,.0f", value);
  }

  private static String twoDigits(String text) {
    return String.format(Locale.ROOT, "%.2f", Double.parseDouble(text));
  }

  @Override
  public String toString() {
    return "| benchmark | measured | yardstick | ratio (from–to) |%n|---|---|---|---|%n".formatted()
        + String.join("", rows);
  }
}
