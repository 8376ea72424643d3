/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How grave a finding is, from the mildest to the gravest. */
public enum Level {
  NOTE("INFO", "Note|Hinweis|ノート|注"),
  WARNING("WARNING", "warning|Warnung|警告"),
  ERROR("ERROR", "error|Fehler|エラー|错误");

  /** Any of javac's words for a level, as a regular expression. */
  static final String WORDS =
      Arrays.stream(values()).map(level -> level.words).collect(Collectors.joining("|"));

  private final String mavenTag;

  /** javac speaks the user's language, of those that a JDK brings. */
  private final String words;

  Level(String mavenTag, String words) {
    this.mavenTag = mavenTag;
    this.words = words;
  }

  static Level ofWord(String word) {
    return Arrays.stream(values())
        .filter(level -> Pattern.matches(level.words, word))
        .findFirst()
        .orElseThrow();
  }

  static Level ofMavenTag(String tag) {
    return Arrays.stream(values())
        .filter(level -> level.mavenTag.equals(tag))
        .findFirst()
        .orElseThrow();
  }

  /** The level's name in SARIF: {@code note}, {@code warning} or {@code error}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
