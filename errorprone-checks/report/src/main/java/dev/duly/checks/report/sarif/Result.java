/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;
import java.util.Comparator;

/** A finding and where its file is in the report. */
public record Result(Finding finding, SourceRoot.Place place) {
  /** The order of the report: by file, then down the file. */
  static final Comparator<Result> ORDER =
      Comparator.comparing((Result result) -> result.place().uri())
          .thenComparingInt(result -> result.finding().line())
          .thenComparingInt(result -> result.finding().column())
          .thenComparing(result -> result.finding().check())
          .thenComparing(result -> result.finding().text());
}
