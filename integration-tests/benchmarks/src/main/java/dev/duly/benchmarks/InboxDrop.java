/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long the longest claim takes while a day of the inbox is dropped; beside the longest claim of
 * a time in which nothing is. {@code -Dduly.inbox.rows} says how many rows the day has.
 */
final class InboxDrop implements Benchmarks.Measurement {
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 4;
  private static final int BATCH = 100;
  private static final long ROWS = Long.getLong("duly.inbox.rows", 2_000_000);
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration AROUND = Duration.ofSeconds(1);
  private static final String SCOPE = "bench/tick";
  private static final Duration WINDOW = Duration.ofDays(7);

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB");
        Database database = server.createDatabase();
        Store store = PostgreSql.store(database.url(), database.user(), database.password())) {
      store.prepare(new Topology(new TreeSet<>(), List.of(), new TreeSet<>(List.of(SCOPE))));
      double[] dropping = new double[ROUNDS];
      double[] quiet = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        claim(store);
        String day = fill(database);
        quiet[round] = longestClaim(store, () -> pause(BEFORE));
        dropping[round] = longestClaim(store, () -> drop(store, database, day));
        ratios[round] = dropping[round] / quiet[round];
      }
      Bench.median("longest claim in ms, nothing is dropped", quiet);
      Bench.median("longest claim in ms, a day of " + ROWS + " rows is dropped", dropping);
      Bench.print(
          "inbox.drop",
          Arrays.stream(dropping).max().orElseThrow(),
          "ms",
          Bench.median("ratio", ratios),
          "nothing-dropped");
    }
  }

  /** A day that is long over, in a partition as Duly makes it; gives its name. */
  private static String fill(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT duly_inbox_add('duly_inbox_d20000_20001', 20000, 20001);"
              + "INSERT INTO duly_inbox (bucket, scope, dedupe_key, outcome, seen_at, keep_until)"
              + " SELECT 20000, 1, gen_random_uuid(), 'D', now(), now() FROM generate_series(1, "
              + ROWS
              + ")");
      statement.execute("CHECKPOINT");
    }
    return "duly_inbox_d20000_20001";
  }

  private static void drop(Store store, Database database, String day) throws Exception {
    pause(AROUND);
    while (exists(database, day)) {
      // What the relay does: from time to time it tidies up.
      store.outbox(1);
      pause(Duration.ofMillis(100));
    }
    pause(AROUND);
  }

  private static boolean exists(Database database, String table) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private interface Work {
    void run() throws Exception;
  }

  /** In milliseconds, from the begin to the end of the commit, while {@code work} goes on. */
  private static double longestClaim(Store store, Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Long>> longest = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        longest.add(threads.submit(() -> claimUntil(done, store)));
      }
      try {
        work.run();
      } finally {
        done.set(true);
      }
      long nanos = 0;
      for (Future<Long> one : longest) {
        nanos = Math.max(nanos, one.get());
      }
      return (double) nanos / 1e6;
    } finally {
      threads.shutdown();
    }
  }

  private static long claimUntil(AtomicBoolean done, Store store) {
    long longest = 0;
    while (!done.get()) {
      long start = System.nanoTime();
      claim(store);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    return longest;
  }

  /** Half of the keys with a stable time and half without. */
  private static void claim(Store store) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    List<ClaimRequest> requests = new ArrayList<>(BATCH);
    Instant now = Instant.now();
    for (int i = 0; i < BATCH; i++) {
      MessageKey key = new MessageKey(random.nextLong(), random.nextLong());
      requests.add(new ClaimRequest(SCOPE, key, WINDOW, false, i % 2 == 0 ? now : null, false));
    }
    try (UnitOfWork unit = store.begin()) {
      unit.claim(requests);
      unit.commit();
    }
  }
}
