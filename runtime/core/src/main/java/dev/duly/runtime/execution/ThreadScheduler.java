/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real threads and real time. The number of threads follows the work: lanes bound it, so the pool
 * itself need not.
 */
public final class ThreadScheduler implements Scheduler {
  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * @param name the prefix of the threads' names
   */
  public ThreadScheduler(String name) {
    workers = Executors.newCachedThreadPool(threads(name + "-worker-"));
    timer = new ScheduledThreadPoolExecutor(1, threads(name + "-timer-"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      // Closing: what is not started is released by its owner, never lost.
      if (!workers.isShutdown()) {
        throw e;
      }
    }
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      Future<?> future =
          timer.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      if (!timer.isShutdown()) {
        throw e;
      }
      return () -> {};
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    workers.shutdown();
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
