/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import java.time.Duration;

/**
 * Where work runs and waits. All waiting of the runtime goes through it, so that a simulator can
 * own time.
 */
public interface Scheduler extends AutoCloseable {

  /** Runs {@code task} soon. */
  void execute(Runnable task);

  /** Runs {@code task} after {@code delay}, unless cancelled. */
  Cancellable schedule(Duration delay, Runnable task);

  /** Runs nothing more; tasks that run are left to end. */
  @Override
  void close();

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
