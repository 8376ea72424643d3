/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.execution.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that runs everything on the thread of the test, in virtual time: the same calls give
 * the same run, and a backoff of an hour costs nothing.
 *
 * <p>Nothing runs until the test calls {@link #runUntilIdle}, {@link #advance} or {@link
 * #runUntil}. What a task throws, these throw. Other threads may submit tasks, only one may run
 * them.
 *
 * <p>A task must not wait for another one, nor the test for a task: there is no second thread. So
 * publish with {@code publishAsync}, and use {@link #runUntil} where a test with threads would use
 * {@code drain}. Polling an {@link InMemoryTransport} made with this scheduler does not wait; what
 * a task submits after an empty poll runs when the wait is over or a message has come.
 */
public final class VirtualScheduler implements Scheduler {
  /** Far more than a test needs: a task that submits itself for ever is a bug to report. */
  private static final int MAX_TASKS_WITHOUT_REST = 1_000_000;

  private final AdjustableClock clock;
  private final @Nullable RandomGenerator random;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparing((Task task) -> task.due)
              .thenComparingLong(task -> task.rank)
              .thenComparingLong(task -> task.number));
  private @Nullable Instant pollingUntil;
  private long submitted;

  /** Tasks due at the same time run in the order they were submitted. */
  public VirtualScheduler() {
    this(new AdjustableClock(), null);
  }

  /**
   * Tasks due at the same time run in an order drawn from {@code random}: each seed is another
   * interleaving.
   *
   * @param random null for the order they were submitted
   */
  public VirtualScheduler(AdjustableClock clock, @Nullable RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The time of this scheduler; moved by it alone. */
  public AdjustableClock clock() {
    return clock;
  }

  @Override
  public synchronized void execute(Runnable task) {
    Instant until = pollingUntil;
    add(until == null ? clock.instant() : until, task, until != null);
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    Task added = add(clock.instant().plus(delay), task, false);
    return () -> cancel(added);
  }

  /**
   * Runs what is due now, and what that submits for now; time stands still.
   *
   * @return how many tasks ran
   * @throws IllegalStateException if tasks submit each other without end
   */
  public int runUntilIdle() {
    return run(clock.instant(), () -> false);
  }

  /**
   * Moves time by {@code step}, running everything that falls due at its own time.
   *
   * @return how many tasks ran
   * @throws IllegalStateException if tasks submit each other without end
   */
  public int advance(Duration step) {
    Instant target = clock.instant().plus(step);
    int ran = run(target, () -> false);
    moveTo(target);
    return ran;
  }

  /**
   * Runs, moving time from task to task, until {@code done} or until {@code limit} has passed.
   *
   * @return whether {@code done} holds
   * @throws IllegalStateException if tasks submit each other without end
   */
  public boolean runUntil(BooleanSupplier done, Duration limit) {
    run(clock.instant().plus(limit), done);
    return done.getAsBoolean();
  }

  /** How many tasks wait for their time. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /**
   * Forgets every task, as the death of a process does. What is submitted from now on belongs to
   * the next runtime of the test.
   */
  @Override
  public synchronized void close() {
    tasks.clear();
  }

  /** The running task polled and got nothing: what it submits belongs after {@code wait}. */
  synchronized void polledInVain(Duration wait) {
    pollingUntil = clock.instant().plus(wait);
  }

  /** Whoever waits for a message has reason to look again. */
  synchronized void messageCame() {
    Instant now = clock.instant();
    for (Task task : tasks.toArray(new Task[0])) {
      if (task.afterPoll && task.due.isAfter(now)) {
        tasks.remove(task);
        tasks.add(new Task(now, task.rank, task.number, task.body, true));
      }
    }
  }

  private int run(Instant target, BooleanSupplier done) {
    int ran = 0;
    int sinceTimeMoved = 0;
    while (!done.getAsBoolean()) {
      Task next = next(target);
      if (next == null) {
        return ran;
      }
      sinceTimeMoved = moveTo(next.due) ? 0 : sinceTimeMoved + 1;
      if (sinceTimeMoved > MAX_TASKS_WITHOUT_REST) {
        throw new IllegalStateException(
            "the tasks do not come to rest: " + sinceTimeMoved + " ran at " + clock.instant());
      }
      try {
        next.body.run();
      } finally {
        endOfTask();
      }
      ran++;
    }
    return ran;
  }

  private synchronized @Nullable Task next(Instant target) {
    Task next = tasks.peek();
    return next == null || next.due.isAfter(target) ? null : tasks.poll();
  }

  private synchronized void endOfTask() {
    pollingUntil = null;
  }

  private synchronized boolean moveTo(Instant instant) {
    boolean later = instant.isAfter(clock.instant());
    if (later) {
      clock.set(instant);
    }
    return later;
  }

  private Task add(Instant due, Runnable body, boolean afterPoll) {
    long rank = random == null ? 0 : random.nextLong();
    Task task = new Task(due, rank, submitted++, body, afterPoll);
    tasks.add(task);
    return task;
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  private record Task(Instant due, long rank, long number, Runnable body, boolean afterPoll) {}
}
