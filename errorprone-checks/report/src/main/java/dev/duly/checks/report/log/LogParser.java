/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the diagnostics of Error Prone in the lines of a build log and leaves out everything else.
 * Holds one diagnostic at a time.
 */
public final class LogParser {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern CARET = Pattern.compile("[ \t]*\\^");

  /** What Maven puts before each line when it repeats the errors at the end. */
  private static final Pattern REPEATED = Pattern.compile("\\[ERROR](?: (?=  )|\\s*$)");

  private final Consumer<Finding> findings;
  private @Nullable OpenFinding open;
  private @Nullable String perhapsSource;
  private boolean afterHeadline;

  public LogParser(Consumer<Finding> findings) {
    this.findings = findings;
  }

  /** Takes the next line of the log, without its end. */
  public void accept(String raw) {
    String line = raw.indexOf('\u001b') < 0 ? raw : COLOURS.matcher(raw).replaceAll("");
    Optional<Headline> headline = Headline.of(line);
    if (headline.isPresent()) {
      end();
      start(headline.get());
      return;
    }
    OpenFinding current = open;
    if (current == null) {
      return;
    }
    if (afterHeadline) {
      afterHeadline = false;
      perhapsSource = line;
      return;
    }
    String held = perhapsSource;
    perhapsSource = null;
    if (held != null) {
      if (CARET.matcher(line).matches()) {
        current.source(held, line.indexOf('^') + 1);
        return;
      }
      detail(current, held);
    }
    if (open != null) {
      detail(current, line);
    }
  }

  /** Ends the log: what is open is complete. */
  public void end() {
    OpenFinding current = open;
    if (current == null) {
      return;
    }
    if (perhapsSource != null) {
      detail(current, perhapsSource);
    }
    close();
  }

  private void start(Headline headline) {
    open = new OpenFinding(headline);
    // Maven shows no source, so the next line is text already.
    afterHeadline = !headline.fromMaven();
    perhapsSource = null;
  }

  /** javac indents by two what belongs to a diagnostic; some CI systems trim its empty lines. */
  private void detail(OpenFinding current, String line) {
    String text = line;
    if (current.fromMaven()) {
      text = Headline.withoutHelp(REPEATED.matcher(text).replaceFirst(""));
    }
    boolean belongs = text.startsWith("  ") || text.isBlank();
    if (!belongs || !current.takes(text)) {
      close();
    }
  }

  private void close() {
    OpenFinding complete = open;
    open = null;
    perhapsSource = null;
    afterHeadline = false;
    if (complete != null) {
      findings.accept(complete.finding());
    }
  }
}
