/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import dev.duly.checks.report.log.Finding;
import dev.duly.checks.report.sarif.DulyChecks;
import java.util.Locale;

/** Whose findings go into the report. */
enum Checks {
  DULY {
    @Override
    boolean include(Finding finding) {
      return DulyChecks.found(finding);
    }
  },
  ALL {
    @Override
    boolean include(Finding finding) {
      return true;
    }
  };

  abstract boolean include(Finding finding);

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
