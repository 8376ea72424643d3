/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that goes with another one, but may be wrong. */
final class SteppingClock extends Clock {
  private final Clock truth;
  private Duration error = Duration.ZERO;

  SteppingClock(Clock truth) {
    this.truth = truth;
  }

  void step(Duration by) {
    error = error.plus(by);
  }

  @Override
  public Instant instant() {
    return truth.instant().plus(error);
  }

  @Override
  public ZoneId getZone() {
    return truth.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody in the simulation needs it");
  }
}
