/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The queue on PostgreSQL, end to end: messages are sent, handed out and settled at the same time.
 * Beside it a table of jobs on the same server, inserted and deleted in batches of the same size
 * with SKIP LOCKED, as it is mostly done by hand. Then both with a transaction held open.
 */
final class QueueOnPostgres implements Benchmarks.Measurement {
  static final int PAIRS = 5;
  private static final Duration RUN = Duration.ofSeconds(6);
  private static final int BATCH = 200;
  private static final int AHEAD = 10_000;
  static final int BODY = 200;
  static final ConsumerSpec CONSUMER =
      new ConsumerSpec("ticks", "bench", Set.of(), Duration.ofSeconds(30));

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB")) {
      compare("queue.postgres", server, false);
      compare("queue.postgres.held", server, true);
    }
  }

  private static void compare(String name, PostgresServer server, boolean held) throws Exception {
    try (Database database = server.createDatabase();
        Connection open = database.connect()) {
      prepareJobs(database);
      if (held) {
        hold(open);
      }
      try (Transport transport =
              PostgreSql.queue(database.url(), database.user(), database.password());
          Source source = transport.open(CONSUMER)) {
        new Comparison(name, "msgs/s", "skip-locked")
            .run(
                PAIRS,
                () -> measure(new Queue(transport, source)),
                () -> measure(new Jobs(database)));
      }
    }
  }

  private static void hold(Connection open) throws SQLException {
    open.setAutoCommit(false);
    open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = open.createStatement()) {
      statement.execute("SELECT txid_current()");
    }
  }

  private static void prepareJobs(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE job (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job_key UUID NOT"
              + " NULL, body BYTEA NOT NULL)");
    }
  }

  /** Something that is sent to and taken from. */
  interface Line extends AutoCloseable {
    @Override
    void close() throws SQLException;

    void send(int count) throws Exception;

    int take(int max) throws Exception;
  }

  /** Messages a second that were taken, while as many were sent. */
  static double measure(Line line) throws Exception {
    try (line) {
      AtomicBoolean over = new AtomicBoolean();
      Semaphore room = new Semaphore(AHEAD);
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (!over.get()) {
                    if (room.tryAcquire(BATCH, 100, TimeUnit.MILLISECONDS)) {
                      line.send(BATCH);
                    }
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      long start = System.nanoTime();
      long taken = 0;
      while (System.nanoTime() - start < RUN.toNanos() && !sender.isCompletedExceptionally()) {
        int count = line.take(BATCH);
        taken += count;
        room.release(count);
      }
      double rate = (double) taken * 1e9 / (double) (System.nanoTime() - start);
      over.set(true);
      sender.join();
      while (line.take(BATCH) > 0) {
        // The next run begins with nothing.
      }
      return rate;
    }
  }

  record Queue(Transport transport, Source source) implements Line {
    @Override
    public void send(int count) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      List<Outgoing> batch = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        batch.add(
            new Outgoing(
                CONSUMER.channel(),
                "tick",
                new MessageKey(random.nextLong(), random.nextLong()),
                "k" + random.nextInt(1000),
                Map.of("ce-type", "tick", "content-type", "application/json"),
                new byte[BODY]));
      }
      transport.send(batch).toCompletableFuture().join();
    }

    @Override
    public int take(int max) {
      List<Delivery> taken = source.poll(max, Duration.ofMillis(50));
      source.settle(taken.stream().map(each -> new Settlement(each, Verdict.EFFECT)).toList());
      return taken.size();
    }

    @Override
    public void close() {}
  }

  private static final class Jobs implements Line {
    private final Connection sending;
    private final Connection taking;

    Jobs(Database database) throws SQLException {
      this.sending = database.connect();
      this.taking = database.connect();
      taking.setAutoCommit(false);
    }

    @Override
    public void send(int count) throws SQLException {
      try (PreparedStatement insert =
          sending.prepareStatement(
              "INSERT INTO job (job_key, body) SELECT k, b FROM unnest(CAST(? AS UUID[]), CAST(? AS"
                  + " BYTEA[])) u (k, b)")) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Object[] keys = new Object[count];
        byte[][] bodies = new byte[count][];
        for (int i = 0; i < count; i++) {
          keys[i] = new UUID(random.nextLong(), random.nextLong());
          bodies[i] = new byte[BODY];
        }
        insert.setArray(1, sending.createArrayOf("uuid", keys));
        insert.setArray(2, sending.createArrayOf("bytea", bodies));
        insert.executeUpdate();
      }
    }

    @Override
    public int take(int max) throws SQLException {
      int count = 0;
      try (PreparedStatement delete =
          taking.prepareStatement(
              "DELETE FROM job WHERE id IN (SELECT id FROM job ORDER BY id LIMIT ? FOR UPDATE SKIP"
                  + " LOCKED) RETURNING id, job_key, body")) {
        delete.setInt(1, max);
        try (ResultSet rows = delete.executeQuery()) {
          while (rows.next()) {
            count++;
          }
        }
      }
      taking.commit();
      return count;
    }

    @Override
    public void close() throws SQLException {
      sending.close();
      taking.close();
    }
  }
}
