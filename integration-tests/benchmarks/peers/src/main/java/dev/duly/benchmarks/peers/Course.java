/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same course for each contender: a new database, publishers that go ahead of the handlers by a
 * fixed number of messages, a start that is not counted, then so many seconds that are.
 *
 * @param publishers threads that publish
 * @param batch messages that are published at a time
 */
record Course(PostgresServer server, int publishers, int batch, Duration length) {
  private static final Duration START = Duration.ofSeconds(2);

  /** Messages a second that were handled, while as many were published. */
  double measure(Contender.Opening opening) throws Exception {
    Handled handled = new Handled();
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    try (Database database = server.createDatabase();
        Contender contender = opening.open(database, handled)) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong numbers = new AtomicLong();
      List<Future<?>> publishing = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        publishing.add(
            threads.submit(
                () -> {
                  publish(contender, handled, numbers, over);
                  return null;
                }));
      }
      double rate = rate(handled);
      over.set(true);
      for (Future<?> publisher : publishing) {
        publisher.get();
      }
      handled.awaitAll();
      handled.requireEachOnce();
      return rate;
    } finally {
      threads.shutdownNow();
    }
  }

  private double rate(Handled handled) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(START.toNanos());
    long begin = System.nanoTime();
    long before = handled.count();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    return (double) (handled.count() - before) * 1e9 / (double) (System.nanoTime() - begin);
  }

  private void publish(Contender contender, Handled handled, AtomicLong numbers, AtomicBoolean over)
      throws Exception {
    while (!over.get()) {
      if (handled.hasRoom(batch)) {
        contender.publish(numbers.getAndAdd(batch), batch);
      }
    }
  }
}
