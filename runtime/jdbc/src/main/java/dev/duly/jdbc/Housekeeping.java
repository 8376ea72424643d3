/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Small batches of tidying up, done now and then by whoever comes along, one at a time: there is no
 * thread for it and nobody waits for it.
 */
final class Housekeeping {
  private final Clock clock;
  private final Duration pause;
  private final ReentrantLock busy = new ReentrantLock();
  private Instant due;

  Housekeeping(Clock clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
    this.due = clock.instant().plus(pause);
  }

  /** Runs one batch if it is time; {@code batch} says whether there may be more to do at once. */
  void ifDue(BooleanSupplier batch) {
    if (!busy.tryLock()) {
      return;
    }
    try {
      Instant now = clock.instant();
      if (!now.isBefore(due)) {
        // Set before the batch: if it fails, the next one does not come at once.
        due = now.plus(pause);
        if (batch.getAsBoolean()) {
          due = now;
        }
      }
    } finally {
      busy.unlock();
    }
  }
}
