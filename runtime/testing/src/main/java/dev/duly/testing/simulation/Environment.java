/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.testing.SimulatedCrash;
import java.time.Clock;
import java.time.Duration;

/** What surrounds one life of a simulated process. */
public interface Environment {
  /** Which process it is: each start has the next number, from 0. */
  int life();

  /** Its clock, which may be wrong. */
  Clock clock();

  /** Runs a task of the process later, unless the process has died by then. */
  void later(Duration delay, Runnable task);

  /** The process dies now: {@code throw environment.die("…")}. */
  SimulatedCrash die(String where);
}
