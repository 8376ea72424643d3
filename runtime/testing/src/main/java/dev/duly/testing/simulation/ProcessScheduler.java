/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.execution.Scheduler;
import dev.duly.testing.SimulatedCrash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One process's share of the scheduler: it can stand still, and its tasks die with it. */
final class ProcessScheduler implements Scheduler {
  private final Scheduler shared;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean frozen;
  private boolean dead;

  ProcessScheduler(Scheduler shared) {
    this.shared = shared;
  }

  @Override
  public void execute(Runnable task) {
    if (!dead) {
      shared.execute(() -> run(task));
    }
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return dead ? () -> {} : shared.schedule(delay, () -> run(task));
  }

  @Override
  public void close() {
    dead = true;
    waiting.clear();
  }

  /** Nothing runs until {@link #thaw}. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
    waiting.forEach(this::execute);
    waiting.clear();
  }

  private void run(Runnable task) {
    if (dead) {
      return;
    }
    if (frozen) {
      waiting.add(task);
    } else {
      try {
        task.run();
      } catch (SimulatedCrash crash) {
        // Its process is dead, and only that one.
        close();
      }
    }
  }
}
