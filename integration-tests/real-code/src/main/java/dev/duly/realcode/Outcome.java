/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of one compilation.
 *
 * @param findings what the checks said
 * @param crashes what Error Prone or javac said when it broke, with the check's name if there is
 *     one
 * @param errors errors of the sources themselves: a dependency is missing
 * @param classes how many class files were written
 * @param seconds how long it took
 */
record Outcome(
    List<Finding> findings,
    List<String> crashes,
    List<String> errors,
    long classes,
    double seconds) {
  private static final Pattern FINDING =
      Pattern.compile("(.+\\.java):(\\d+): (?:warning|error|Note|note): \\[(\\w+)] (.*)");
  private static final Pattern ERROR = Pattern.compile("(?:.+\\.java:\\d+: )?error: .*");
  private static final Pattern BROKEN =
      Pattern.compile(
          ".*An unhandled exception was thrown by the Error Prone static analysis plugin.*"
              + "|An exception has occurred in the compiler.*"
              + "|.*java\\.lang\\.(?:OutOfMemory|StackOverflow)Error.*");
  private static final Pattern GUILTY = Pattern.compile("\\s*BugPattern: (.*)");

  /** Reads what javac printed. */
  static Outcome read(String project, Path root, Path log, int exit, long classes, double seconds)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<String> crashes = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    Places places = new Places();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : Sources.read(log)) {
      Matcher finding = FINDING.matcher(line);
      Matcher guilty = GUILTY.matcher(line);
      if (BROKEN.matcher(line).matches()) {
        crashes.add(line);
      } else if (guilty.matches() && !crashes.isEmpty()) {
        crashes.add(crashes.remove(crashes.size() - 1) + " " + guilty.group(1));
      } else if (finding.matches() && Character.isUpperCase(finding.group(3).charAt(0))) {
        Path file = Path.of(finding.group(1));
        int at = Integer.parseInt(finding.group(2));
        String name = root.relativize(file).toString().replace('\\', '/');
        String place = places.of(file, at);
        int count = seen.merge(finding.group(3) + name + place, 1, Integer::sum);
        findings.add(
            new Finding(
                project,
                name,
                at,
                finding.group(3),
                count == 1 ? place : place + "#" + count,
                finding.group(4)));
      } else if (ERROR.matcher(line).matches()) {
        errors.add(line);
      }
    }
    if (exit != 0 && crashes.isEmpty() && errors.isEmpty()) {
      errors.add("javac ended with " + exit);
    }
    return new Outcome(findings, crashes, errors, classes, seconds);
  }
}
