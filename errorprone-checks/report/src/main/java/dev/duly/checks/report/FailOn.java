/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import dev.duly.checks.report.log.Level;
import dev.duly.checks.report.sarif.Result;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which results make the exit status 1. */
enum FailOn {
  /** Not in the baseline, of any level. */
  NEW {
    @Override
    boolean fails(List<Result> results, Set<Result> unchanged) {
      return !unchanged.containsAll(results);
    }
  },
  ERROR {
    @Override
    boolean fails(List<Result> results, Set<Result> unchanged) {
      return anyFrom(Level.ERROR, results);
    }
  },
  WARNING {
    @Override
    boolean fails(List<Result> results, Set<Result> unchanged) {
      return anyFrom(Level.WARNING, results);
    }
  },
  NEVER {
    @Override
    boolean fails(List<Result> results, Set<Result> unchanged) {
      return false;
    }
  };

  abstract boolean fails(List<Result> results, Set<Result> unchanged);

  private static boolean anyFrom(Level level, List<Result> results) {
    return results.stream().anyMatch(each -> each.finding().level().compareTo(level) >= 0);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
