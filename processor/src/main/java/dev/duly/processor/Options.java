/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.NearMiss;
import dev.duly.processor.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of one compilation. */
final class Options {
  private static final String PREFIX = "duly.";

  private final Map<String, String> given;

  Options(Map<String, String> given) {
    this.given = new TreeMap<>();
    given.forEach((key, value) -> this.given.put(key, value == null ? "" : value));
  }

  /** The declared value if it is allowed, else the default. */
  String value(Option option) {
    String value = given.getOrDefault(option.key(), "");
    return option.allowed().contains(value) ? value : option.allowed().get(0);
  }

  /** Reports options that do not exist and values that are not allowed. */
  void check(Findings findings) {
    List<String> keys = Arrays.stream(Option.values()).map(Option::key).toList();
    given.forEach(
        (key, value) -> {
          if (!key.startsWith(PREFIX)) {
            return;
          }
          Option option = find(key);
          if (option == null) {
            report(findings, "-A" + key + " is no option of Duly", NearMiss.hint(key, keys));
          } else if (!option.allowed().contains(value)) {
            report(
                findings,
                "-A" + key + " has the value '" + value + "'",
                NearMiss.hint(value, option.allowed()));
          }
        });
  }

  private static @Nullable Option find(String key) {
    for (Option option : Option.values()) {
      if (option.key().equals(key)) {
        return option;
      }
    }
    return null;
  }

  private static void report(Findings findings, String fact, String hint) {
    String all =
        Arrays.stream(Option.values())
            .map(option -> "-A" + option.key() + "=" + String.join("|", option.allowed()))
            .collect(Collectors.joining(", "));
    findings.add(Problem.OPTION, null, fact, hint, all);
  }
}
