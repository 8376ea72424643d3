/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs in a namespace of its own: {@code directory runs seed}. */
final class DiskFullRuns {
  // Kept here, or it is forgotten with its level.
  private static final Logger LOG = Logger.getLogger("dev.duly");

  private DiskFullRuns() {}

  public static void main(String[] arguments) {
    LOG.setLevel(Level.OFF);
    int exitCode = 1;
    try {
      run(arguments);
      exitCode = 0;
    } catch (Exception e) {
      Logger.getLogger("diskfull").log(Level.SEVERE, "a run has failed", e);
    }
    // What hangs in a run must not keep the process.
    System.out.flush();
    Runtime.getRuntime().halt(exitCode);
  }

  private static void run(String... arguments) throws Exception {
    int runs = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    int lost = 0;
    int duplicated = 0;
    int confirmed = 0;
    for (int i = 0; i < runs; i++) {
      DiskFullRun.Outcome outcome = new DiskFullRun(Path.of(arguments[0]), seed + i).run();
      lost += outcome.lost();
      duplicated += outcome.duplicated();
      confirmed += outcome.confirmed();
      System.out.println((outcome.wrong().isEmpty() ? "RUN " : "WRONG ") + outcome);
    }
    System.out.printf(
        "PROOF diskfull runs=%d confirmed=%d lost=%d duplicated=%d seed=%d%n",
        runs, confirmed, lost, duplicated, seed);
  }
}
