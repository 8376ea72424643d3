/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The outbox on PostgreSQL: transactions that write a business row and a message, and the relay
 * that takes the messages, at the same time. Beside it the same by hand on the same server: a table
 * that is inserted into and deleted from with SKIP LOCKED, which keeps no order. Then both with a
 * transaction held open.
 */
final class OutboxOnPostgres implements Benchmarks.Measurement {
  private static final int PAIRS = 5;
  private static final int WRITERS = 4;
  private static final int BATCH = 500;
  private static final int AHEAD = 5_000;
  private static final int BODY = 200;
  private static final Duration RUN = Duration.ofSeconds(5);
  private static final String BUSINESS_ROW = "INSERT INTO booking (note) VALUES ('booked')";

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB")) {
      compare("outbox.postgres", server, false);
      compare("outbox.postgres.held", server, true);
    }
  }

  private static void compare(String name, PostgresServer server, boolean held) throws Exception {
    try (Database database = server.createDatabase();
        Connection open = database.connect();
        Store store = PostgreSql.store(database.url(), database.user(), database.password())) {
      prepare(database);
      if (held) {
        hold(open);
      }
      new Comparison(name, "msgs/s", "by-hand")
          .run(
              PAIRS,
              () -> measure(() -> new OfStore(store)),
              () -> measure(() -> new ByHand(database)));
    }
  }

  /** A report that takes long: what is deleted meanwhile stays in the tables. */
  private static void hold(Connection open) throws SQLException {
    open.setAutoCommit(false);
    open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = open.createStatement()) {
      statement.execute("SELECT COUNT(*) FROM booking");
    }
  }

  private static void prepare(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE booking (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note TEXT)");
      statement.execute(
          "CREATE TABLE by_hand (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message_key"
              + " UUID NOT NULL, body BYTEA NOT NULL)");
    }
  }

  /** One thread's way to write or to relay. */
  private interface Outbox extends AutoCloseable {
    /** One transaction with a business row and a message. */
    void write() throws SQLException;

    /** Takes messages out; how many there were. */
    int relay() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  @FunctionalInterface
  private interface Opening {
    Outbox open() throws SQLException;
  }

  /** Messages a second that were relayed, while as many were written. */
  private static double measure(Opening opening) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Semaphore room = new Semaphore(AHEAD);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (Outbox relay = opening.open()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            threads.submit(
                () -> {
                  write(opening, room, over);
                  return null;
                }));
      }
      long start = System.nanoTime();
      long taken = 0;
      while (System.nanoTime() - start < RUN.toNanos()) {
        int count = relay.relay();
        taken += count;
        room.release(count);
      }
      double rate = (double) taken * 1e9 / (double) (System.nanoTime() - start);
      over.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
      while (relay.relay() > 0) {
        // The next run begins with nothing.
      }
      return rate;
    } finally {
      threads.shutdown();
    }
  }

  private static void write(Opening opening, Semaphore room, AtomicBoolean over) throws Exception {
    try (Outbox outbox = opening.open()) {
      while (!over.get()) {
        if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
          outbox.write();
        }
      }
    }
  }

  private record OfStore(Store store) implements Outbox {
    @Override
    public void write() throws SQLException {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      Outgoing message =
          new Outgoing(
              "ticks",
              "tick",
              new MessageKey(random.nextLong(), random.nextLong()),
              "k" + random.nextInt(1000),
              Map.of("ce-type", "tick", "content-type", "application/json"),
              new byte[BODY]);
      try (UnitOfWork unit = store.begin();
          PreparedStatement insert =
              unit.transaction().connection().prepareStatement(BUSINESS_ROW)) {
        insert.executeUpdate();
        unit.enqueue(List.of(message));
        unit.commit();
      }
    }

    @Override
    public int relay() {
      List<OutboxEntry> entries = store.outbox(BATCH);
      store.removeFromOutbox(entries);
      return entries.size();
    }

    @Override
    public void close() {}
  }

  private static final class ByHand implements Outbox {
    private final Connection connection;

    ByHand(Database database) throws SQLException {
      this.connection = database.connect();
      connection.setAutoCommit(false);
    }

    @Override
    public void write() throws SQLException {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      try (PreparedStatement booking = connection.prepareStatement(BUSINESS_ROW);
          PreparedStatement message =
              connection.prepareStatement(
                  "INSERT INTO by_hand (message_key, body) VALUES (?, ?)")) {
        booking.executeUpdate();
        message.setObject(1, new MessageKey(random.nextLong(), random.nextLong()).toUuid());
        message.setBytes(2, new byte[BODY]);
        message.executeUpdate();
      }
      connection.commit();
    }

    @Override
    public int relay() throws SQLException {
      int count = 0;
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM by_hand WHERE id IN (SELECT id FROM by_hand ORDER BY id LIMIT ? FOR"
                  + " UPDATE SKIP LOCKED) RETURNING id, message_key, body")) {
        delete.setInt(1, BATCH);
        try (ResultSet rows = delete.executeQuery()) {
          while (rows.next()) {
            count++;
          }
        }
      }
      connection.commit();
      return count;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
