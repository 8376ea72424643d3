/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A diagnostic whose lines are still coming. */
final class OpenFinding {
  /** A message of more lines is cut: a finding must not grow with a broken log. */
  private static final int MOST_LINES = 64;

  private static final Pattern SEE = Pattern.compile("\\s*\\(see (\\S+)\\s*\\)");
  private static final String DID_YOU_MEAN = "Did you mean ";

  private final Headline headline;
  private final List<String> text = new ArrayList<>();
  private final List<String> suggestion = new ArrayList<>();
  private @Nullable String link;
  private @Nullable String sourceLine;
  private int column;
  private int lines;

  OpenFinding(Headline headline) {
    this.headline = headline;
    this.column = headline.column();
    text.add(headline.text());
  }

  boolean fromMaven() {
    return headline.fromMaven();
  }

  void source(String line, int caret) {
    sourceLine = line;
    column = caret;
  }

  /** Takes a line, unless it cannot be part of this diagnostic any more. */
  boolean takes(String line) {
    String content = line.strip();
    boolean suggests = content.startsWith(DID_YOU_MEAN);
    boolean textIsOver = link != null || !suggestion.isEmpty();
    if (textIsOver && !suggests && (suggestion.isEmpty() || content.isEmpty())) {
      return false;
    }
    lines++;
    if (lines > MOST_LINES) {
      return true;
    }
    Matcher see = SEE.matcher(line);
    if (see.matches()) {
      link = see.group(1);
    } else if (suggests || !suggestion.isEmpty()) {
      suggestion.add(content);
    } else {
      text.add(content);
    }
    return true;
  }

  Finding finding() {
    return new Finding(
        headline.level(),
        headline.path(),
        headline.line(),
        column,
        headline.check(),
        String.join("\n", text).strip(),
        link,
        suggestion.isEmpty() ? null : String.join("\n", suggestion).strip(),
        sourceLine);
  }
}
