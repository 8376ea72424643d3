/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.testing.SimulatedCrash;
import java.time.Clock;
import java.time.Duration;

/** Where subscriptions are that are only looked at. */
enum NowhereYet implements Environment {
  INSTANCE;

  @Override
  public int life() {
    return 0;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void later(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("nothing runs yet");
  }

  @Override
  public SimulatedCrash die(String where) {
    throw new UnsupportedOperationException("nothing runs yet");
  }
}
