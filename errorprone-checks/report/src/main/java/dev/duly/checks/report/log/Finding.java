/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import org.jspecify.annotations.Nullable;

/**
 * One diagnostic of an Error Prone check, as the log tells it.
 *
 * @param path the file as it stands in the log, absolute or relative, of any operating system
 * @param line counted from 1
 * @param column counted from 1; 0 where the log does not tell it
 * @param text the message; several lines are joined by {@code \n}
 * @param link the page about the check
 * @param suggestion {@code Did you mean …}, which may show only part of the change
 * @param sourceLine the line of the source the finding is on; Maven's log has none
 */
public record Finding(
    Level level,
    String path,
    int line,
    int column,
    String check,
    String text,
    @Nullable String link,
    @Nullable String suggestion,
    @Nullable String sourceLine) {

  /** The first line of the text: the part that is the same wherever a log repeats a finding. */
  public String headline() {
    return text.lines().findFirst().orElse("");
  }
}
