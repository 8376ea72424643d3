/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A store in PostgreSQL 12 or newer: inbox, outbox and attempts beside the business rows of the
 * handlers, in one transaction with them. And a queue that processes share, there or in another
 * database. The driver is the application's to bring.
 *
 * <p>The tables, named {@code duly_…}, are made in the first schema of the connection's search
 * path. Whoever may not create tables runs the scripts of {@code db/postgresql}, and for the queue
 * of {@code db/postgresql/queue}, in this jar by hand.
 */
public final class PostgreSql {
  private static final int OLDEST = 12;
  // Whoever waits longer is told so and tries again: a transaction may have been left open.
  private static final String LOCK_TIMEOUT = "SET lock_timeout = '10s'";
  private static final List<String> SCRIPTS =
      List.of(
          "V1__inbox_outbox_effects.sql",
          "V2__parking.sql",
          "V3__inbox_partitions.sql",
          "V4__outbox_segments.sql");

  private static final String QUEUE_VERSIONS = "duly_queue_schema";
  private static final List<String> QUEUE_SCRIPTS = List.of("V1__queue.sql");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration LEASE = Duration.ofSeconds(10);

  private PostgreSql() {}

  /**
   * A store over the application's own pool, which stays the application's to close.
   *
   * @param source gives connections in READ COMMITTED; in a stricter level it is right too, and
   *     repeats more. It needs one connection for each lane that works at the same time, and two
   *     more
   * @throws StartupException if the database cannot be used, or a newer version wrote its tables
   */
  public static Store store(DataSource source) {
    return open(source, List.of());
  }

  /**
   * A store whose units of work are transactions of the application's own manager, in the same
   * database.
   *
   * @param source as {@link #store(DataSource)}; for what the store does by itself, so not one that
   *     hands out the manager's connections
   * @param boundary begins and ends the transactions of handlers
   * @throws StartupException if the database cannot be used, or a newer version wrote its tables
   */
  public static Store store(DataSource source, TransactionBoundary boundary) {
    makeReady(source, schema());
    try {
      return new JdbcStore(
          Database.managed(boundary, source, new PostgresDialect()),
          new ServerClock(source, PostgresDialect::time));
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }

  /**
   * A store with a pool of its own, of up to 20 connections, on which nothing waits longer than 10
   * s for a lock.
   *
   * @param url as the driver takes it, {@code jdbc:postgresql://host/database}
   * @throws StartupException if the database cannot be used, or a newer version wrote its tables
   */
  public static Store store(String url, String user, String password) {
    return OwnPool.open(config(url, user, password), PostgreSql::open);
  }

  /**
   * A queue over the application's own pool, which stays the application's to close. Settled
   * messages are kept for 7 days.
   *
   * @param source gives connections; it needs one for each group that polls and five more
   * @throws StartupException if the database cannot be used, or a newer version wrote its tables
   */
  public static SharedQueue queue(DataSource source) {
    return queue(source, KEPT);
  }

  /**
   * A queue over the application's own pool.
   *
   * @param kept how long settled messages are kept, for the ledger and to be replayed; they take
   *     room for up to a third longer
   * @throws StartupException as {@link #queue(DataSource)}
   */
  public static SharedQueue queue(DataSource source, Duration kept) {
    return queue(source, List.of(), new ServerQueue.Terms(kept, LEASE));
  }

  /**
   * A queue with a pool of its own, of up to 20 connections, on which nothing waits longer than 10
   * s for a lock.
   *
   * @param url as the driver takes it, {@code jdbc:postgresql://host/database}
   * @throws StartupException as {@link #queue(DataSource)}
   */
  public static SharedQueue queue(String url, String user, String password) {
    return queue(url, user, password, new ServerQueue.Terms(KEPT, LEASE));
  }

  static SharedQueue queue(String url, String user, String password, ServerQueue.Terms terms) {
    return OwnPool.open(config(url, user, password), (pool, owned) -> queue(pool, owned, terms));
  }

  private static SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms) {
    return queue(source, owned, terms, Clock.systemUTC());
  }

  /** With a clock of the caller's for the leases of messages within this process. */
  static SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms, Clock clock) {
    makeReady(
        source,
        new Schema(
            new PostgresDialect(QUEUE_VERSIONS),
            "db/postgresql/queue/",
            QUEUE_SCRIPTS,
            QUEUE_VERSIONS));
    return new ServerQueue(
        new Database(source, source, new PlainCommits(), new PostgresDialect(), owned, 1),
        new PostgresQueueSql(),
        clock,
        terms);
  }

  private static HikariConfig config(String url, String user, String password) {
    HikariConfig config = OwnPool.config(url, user, password);
    config.setConnectionInitSql(LOCK_TIMEOUT);
    return config;
  }

  private static Store open(DataSource source, List<AutoCloseable> owned) {
    makeReady(source, schema());
    try {
      return storeIn(source, owned, new ServerClock(source, PostgresDialect::time));
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }

  /** With a clock of the caller's for the leases of calls. */
  static Store open(DataSource source, List<AutoCloseable> owned, Clock clock) {
    makeReady(source, schema());
    return storeIn(source, owned, clock);
  }

  private static Store storeIn(DataSource source, List<AutoCloseable> owned, Clock clock) {
    return new JdbcStore(
        new Database(source, source, new PlainCommits(), new PostgresDialect(), owned, 1), clock);
  }

  private static void makeReady(DataSource source, Schema schema) {
    try (Connection connection = source.getConnection()) {
      requireServer(connection);
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
    schema.migrate(source, new PlainCommits());
  }

  private static Schema schema() {
    return new Schema(new PostgresDialect(), "db/postgresql/", SCRIPTS);
  }

  private static void requireServer(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (!product.equals("PostgreSQL") || version < OLDEST) {
      throw new StartupException(
          "DulyStoreUnsupported",
          "The database is " + product + " " + version + ".",
          "Use PostgreSQL " + OLDEST + " or newer.");
    }
    if (new PostgresDialect().isReadOnly(connection)) {
      throw new StartupException(
          "DulyStoreReadOnly",
          "The database takes no writes: it is a replica, or set to read only.",
          "Name the primary; with several hosts in the URL add targetServerType=primary.");
    }
  }
}
