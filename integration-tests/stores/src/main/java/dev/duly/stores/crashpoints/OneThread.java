/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.execution.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Runs one task after another on the caller's thread; pauses between them take no time. */
final class OneThread implements Scheduler {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::number));
  private Instant now = Instant.now();
  private long submitted;

  private record Task(Instant due, long number, Runnable body) {}

  /** The time of this thread. */
  Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  @Override
  public void execute(Runnable body) {
    add(now, body);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable body) {
    Task task = add(now.plus(delay), body);
    return () -> tasks.remove(task);
  }

  /**
   * Runs until {@code done}.
   *
   * @param patience of the caller, in time that does pass
   * @throws IllegalStateException if it is over, or nothing is left to run
   */
  void runUntil(BooleanSupplier done, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      Task task = tasks.poll();
      if (task == null || System.nanoTime() > end) {
        throw new IllegalStateException("work is left after " + patience);
      }
      now = task.due().isAfter(now) ? task.due() : now;
      task.body().run();
    }
  }

  @Override
  public void close() {
    tasks.clear();
  }

  private Task add(Instant due, Runnable body) {
    Task task = new Task(due, submitted++, body);
    tasks.add(task);
    return task;
  }
}
