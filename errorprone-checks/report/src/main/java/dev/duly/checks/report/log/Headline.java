/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of an Error Prone diagnostic. */
record Headline(
    Level level, String path, int line, int column, String check, String text, boolean fromMaven) {

  /** javac's own lint categories are in lower case. Not every language has the blank. */
  private static final String CHECK = " ?\\[(?<check>[A-Z]\\w*)] ?(?<text>.*)";

  private static final Pattern JAVAC =
      Pattern.compile(
          "(?<path>\\S.*?\\.java):(?<line>\\d{1,9}): (?<word>" + Level.WORDS + "):" + CHECK);

  private static final Pattern MAVEN =
      Pattern.compile(
          "\\[(?<tag>ERROR|WARNING|INFO)] (?<path>\\S.*?\\.java):"
              + "\\[(?<line>\\d{1,9})(?:,(?<column>\\d{1,9}))?](?: (?:"
              + Level.WORDS
              + "):)?"
              + CHECK);

  /** What Maven adds to the last line of its summary. */
  private static final Pattern HELP = Pattern.compile("\\s*-> \\[Help \\d+]$");

  static String withoutHelp(String line) {
    return HELP.matcher(line).replaceFirst("");
  }

  static Optional<Headline> of(String line) {
    if (!line.contains(".java:")) {
      return Optional.empty();
    }
    Matcher maven = MAVEN.matcher(line);
    if (maven.matches()) {
      String column = maven.group("column");
      return Optional.of(
          of(
              maven,
              Level.ofMavenTag(maven.group("tag")),
              column == null ? 0 : Integer.parseInt(column),
              true));
    }
    Matcher javac = JAVAC.matcher(line);
    return javac.matches()
        ? Optional.of(of(javac, Level.ofWord(javac.group("word")), 0, false))
        : Optional.empty();
  }

  private static Headline of(Matcher line, Level level, int column, boolean fromMaven) {
    return new Headline(
        level,
        line.group("path"),
        Integer.parseInt(line.group("line")),
        column,
        line.group("check"),
        fromMaven ? withoutHelp(line.group("text")) : line.group("text"),
        fromMaven);
  }
}
