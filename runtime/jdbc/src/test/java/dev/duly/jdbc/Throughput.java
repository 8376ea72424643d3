/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.message;

import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how fast the embedded database is on this machine; not a test. */
final class Throughput {
  private static final PrintStream OUT = System.out;

  private Throughput() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("duly-throughput");
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      Source billing = db.transport.open(consumer("orders", "billing"));
      db.transport.open(consumer("orders", "mail"));
      AtomicLong n = new AtomicLong();
      for (int threads : new int[] {1, 8, 32}) {
        measure("send single", threads, 1, () -> db.send(order(n.incrementAndGet())));
      }
      for (int threads : new int[] {1, 8}) {
        measure(
            "send of 50",
            threads,
            50,
            () -> {
              List<Outgoing> batch = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                batch.add(order(n.incrementAndGet()));
              }
              db.transport.send(batch).toCompletableFuture().join();
            });
      }
      for (int max : new int[] {50, 1}) {
        measure(
            "poll+settle of " + max,
            1,
            max,
            () -> {
              List<Settlement> settlements = new ArrayList<>();
              for (Delivery delivery : billing.poll(max, Duration.ZERO)) {
                settlements.add(new Settlement(delivery, Verdict.EFFECT));
              }
              if (settlements.size() < max) {
                throw new IllegalStateException("empty");
              }
              billing.settle(settlements);
            });
      }
      for (int threads : new int[] {1, 8, 32}) {
        measure("claim+outbox+commit single", threads, 1, () -> unit(db, n, 1));
      }
      for (int threads : new int[] {1, 8}) {
        measure("claim+outbox+commit of 50", threads, 50, () -> unit(db, n, 50));
      }
      OUT.println("messages " + n.get());
      OUT.println("file MiB " + Files.size(directory.resolve("duly.mv.db")) / 1_048_576);
    }
    OUT.println("closed MiB " + Files.size(directory.resolve("duly.mv.db")) / 1_048_576);
    long start = System.nanoTime();
    new EmbeddedQueue(directory).close();
    OUT.println("reopen+close ms " + (System.nanoTime() - start) / 1_000_000);
  }

  private static Outgoing order(long n) {
    return message("orders", "customer-" + n % 500, "order-" + n);
  }

  private static void unit(EmbeddedQueue db, AtomicLong n, int size) {
    try (UnitOfWork unit = db.store.begin()) {
      List<ClaimRequest> requests = new ArrayList<>();
      List<Outgoing> out = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        Outgoing order = order(n.incrementAndGet());
        requests.add(new ClaimRequest("b/o", order.key(), Duration.ofDays(7), false));
        out.add(order);
      }
      unit.claim(requests);
      unit.enqueue(out);
      unit.commit();
    }
  }

  private static void measure(String what, int threads, int size, Runnable work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      long end = start + Duration.ofMillis(round == 0 ? 500 : 2000).toNanos();
      AtomicLong done = new AtomicLong();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    work.run();
                    done.addAndGet(size);
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      if (round == 1) {
        OUT.printf(
            "%-28s threads=%-2d %8.0f /s%n",
            what, threads, done.get() * 1e9 / (System.nanoTime() - start));
      }
    }
    pool.shutdown();
  }
}
