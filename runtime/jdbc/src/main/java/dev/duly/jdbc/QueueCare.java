/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a process does for the queue all the time: it says that it is there, puts out those that are
 * not, shares the shards fairly, sends what is due, and turns the ring of segments.
 */
final class QueueCare {
  private static final Logger LOG = System.getLogger("dev.duly.jdbc.queue");
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration SAVED_EVERY = Duration.ofSeconds(20);
  private static final int RENEWALS_A_LEASE = 4;
  private static final int LOOKS_A_SLICE = 8;
  private static final Duration END = Duration.ofSeconds(10);

  private final Database database;
  private final Membership membership;
  private final SharedGroups groups;
  private final SegmentRing ring;
  private final SharedSubscriptions subscriptions;
  private final Batch due;
  // One says that the process is there, whatever the other one waits for.
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread created = new Thread(task, "duly-queue-care");
            created.setDaemon(true);
            return created;
          });
  private final Timer renewal;
  private final Timer saving = new Timer(SAVED_EVERY);
  private final Timer turning;
  private final List<Future<?>> ticks = new ArrayList<>();

  /** One batch of something; whether there may be more to do at once. */
  @FunctionalInterface
  interface Batch {
    boolean run() throws SQLException;
  }

  QueueCare(
      Database database,
      Membership membership,
      SharedGroups groups,
      SegmentRing ring,
      SharedSubscriptions subscriptions,
      Batch due) {
    this.database = database;
    this.membership = membership;
    this.groups = groups;
    this.ring = ring;
    this.subscriptions = subscriptions;
    this.due = due;
    this.renewal = new Timer(membership.lease().dividedBy(RENEWALS_A_LEASE));
    this.turning = new Timer(ring.slice().dividedBy(LOOKS_A_SLICE));
  }

  void start() {
    ticks.add(every(TICK, new Tick(this::stay)));
    ticks.add(every(TICK, new Tick(this::care)));
  }

  private Future<?> every(Duration pause, Runnable task) {
    return threads.scheduleWithFixedDelay(
        task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void care() throws SQLException {
    membership.putOutExpired();
    for (SharedGroup group : groups.all()) {
      group.balance();
    }
    while (due.run()) {
      // As long as there is more.
    }
    if (saving.isDue()) {
      save();
    }
    if (turning.isDue()) {
      save();
      turn();
    }
  }

  private void stay() throws SQLException {
    if ((renewal.isDue() || !membership.isValid()) && !membership.renew()) {
      LOG.log(Level.WARNING, "This process was not heard of in time and has lost its messages");
      for (SharedGroup group : groups.all()) {
        group.lose();
      }
      membership.join();
    }
  }

  private void save() throws SQLException {
    for (SharedGroup group : groups.all()) {
      group.save();
    }
  }

  private void turn() throws SQLException {
    subscriptions.refresh();
    int segment = subscriptions.head().segment();
    database.runAlone(connection -> ring.rotate(connection, segment));
    while (ring.empty(database)) {
      // The next one may be over too.
    }
  }

  void close() {
    ticks.forEach(tick -> tick.cancel(false));
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Something done again and again: nothing may end it, the next time may be a better one. */
  private static final class Tick implements Runnable {
    private final Task task;
    private boolean inTrouble;

    Tick(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run();
        inTrouble = false;
      } catch (SQLException | RuntimeException e) {
        LOG.log(inTrouble ? Level.DEBUG : Level.WARNING, "The care for the queue has to wait", e);
        inTrouble = true;
      }
    }
  }

  /** What is done at a tick. */
  @FunctionalInterface
  private interface Task {
    void run() throws SQLException;
  }

  /** Says when it is time, by a clock that nobody sets. */
  private static final class Timer {
    private final long period;
    private long due;

    Timer(Duration period) {
      this.period = period.toNanos();
      this.due = System.nanoTime() + this.period;
    }

    boolean isDue() {
      long now = System.nanoTime();
      if (now - due < 0) {
        return false;
      }
      due = now + period;
      return true;
    }
  }
}
