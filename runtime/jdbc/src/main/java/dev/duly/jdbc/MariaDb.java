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
 * A store in MariaDB 10.6 or newer, or MySQL 8: inbox, outbox and attempts beside the business rows
 * of the handlers, in one transaction with them. And in MariaDB a queue that processes share, there
 * or in another database. The driver is the application's to bring.
 *
 * <p>The tables, named {@code duly_…}, are made in the database of the connection, and are
 * InnoDB's. Whoever may not create tables runs the scripts of {@code db/mariadb}, and for the queue
 * of {@code db/mariadb/queue}, in this jar by hand. The business tables must be InnoDB's too:
 * others do not roll back.
 */
public final class MariaDb {
  // Whoever waits longer is told so and tries again: a transaction may have been left open. And
  // what does not fit a column is an error, whatever the server makes of it by default.
  private static final String SETTINGS =
      "SET innodb_lock_wait_timeout = 10, lock_wait_timeout = 10, sql_mode = CONCAT(@@sql_mode,"
          + " ',STRICT_TRANS_TABLES')";
  private static final List<String> SCRIPTS =
      List.of("V1__inbox_outbox_effects.sql", "V2__parking.sql");

  private static final String QUEUE_VERSIONS = "duly_queue_schema";
  private static final List<String> QUEUE_SCRIPTS = List.of("V1__queue.sql");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration LEASE = Duration.ofSeconds(10);

  private MariaDb() {}

  /**
   * A store over the application's own pool, which stays the application's to close.
   *
   * @param source gives connections in a strict {@code sql_mode}, best in READ COMMITTED; in a
   *     stricter level it is right too, waits for more and repeats more. It needs one connection
   *     for each lane that works at the same time, and two more
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
    MariaDbDialect dialect = makeReady(source);
    try {
      return new JdbcStore(
          Database.managed(boundary, source, dialect),
          new ServerClock(source, MariaDbDialect::time));
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }

  /**
   * A store with a pool of its own, of up to 20 connections in READ COMMITTED, on which nothing
   * waits longer than 10 s for a lock.
   *
   * @param url as the driver takes it, {@code jdbc:mariadb://host/database} or {@code
   *     jdbc:mysql://host/database}
   * @throws StartupException if the database cannot be used, or a newer version wrote its tables
   */
  public static Store store(String url, String user, String password) {
    return OwnPool.open(config(url, user, password), MariaDb::open);
  }

  /**
   * A queue over the application's own pool, which stays the application's to close. Settled
   * messages are kept for 7 days.
   *
   * @param source gives connections in a strict {@code sql_mode}; it needs one for each group that
   *     polls and five more
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
   * @param url as the driver takes it, {@code jdbc:mariadb://host/database}
   * @throws StartupException as {@link #queue(DataSource)}
   */
  public static SharedQueue queue(String url, String user, String password) {
    return queue(url, user, password, new ServerQueue.Terms(KEPT, LEASE));
  }

  static SharedQueue queue(String url, String user, String password, ServerQueue.Terms terms) {
    HikariConfig config = config(url, user, password);
    // Most statements are transactions, and the driver tells the server whenever that changes.
    config.setAutoCommit(true);
    return OwnPool.open(config, (pool, owned) -> queue(pool, owned, terms));
  }

  private static SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms) {
    return queue(source, owned, terms, Clock.systemUTC());
  }

  /** With a clock of the caller's for the leases of messages within this process. */
  static SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms, Clock clock) {
    MariaDbSession session = session(source);
    session.requireQueue();
    MariaDbDialect dialect = new MariaDbDialect(true, session.isReadCommitted(), QUEUE_VERSIONS);
    migrate(source, new Schema(dialect, "db/mariadb/queue/", QUEUE_SCRIPTS, QUEUE_VERSIONS));
    return new ServerQueue(
        new Database(source, source, new PlainCommits(), dialect, owned, 1),
        new MariaDbQueueSql(session.maxPacket()),
        clock,
        terms);
  }

  private static HikariConfig config(String url, String user, String password) {
    HikariConfig config = OwnPool.config(url, user, password);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SETTINGS);
    return config;
  }

  private static Store open(DataSource source, List<AutoCloseable> owned) {
    MariaDbDialect dialect = makeReady(source);
    try {
      return storeIn(source, owned, dialect, new ServerClock(source, MariaDbDialect::time));
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }

  /** With a clock of the caller's for the leases of calls. */
  static Store open(DataSource source, List<AutoCloseable> owned, Clock clock) {
    return storeIn(source, owned, makeReady(source), clock);
  }

  private static Store storeIn(
      DataSource source, List<AutoCloseable> owned, Dialect dialect, Clock clock) {
    return new JdbcStore(
        new Database(source, source, new PlainCommits(), dialect, owned, 1), clock);
  }

  private static MariaDbDialect makeReady(DataSource source) {
    MariaDbSession session = session(source);
    session.requireUsable();
    MariaDbDialect dialect = new MariaDbDialect(session.isMariaDb(), session.isReadCommitted());
    migrate(source, new Schema(dialect, "db/mariadb/", SCRIPTS));
    return dialect;
  }

  private static MariaDbSession session(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return MariaDbSession.of(connection);
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }

  private static void migrate(DataSource source, Schema schema) {
    schema.migrate(source, new PlainCommits());
    try (Connection connection = source.getConnection()) {
      MariaDbSession.requireTransactions(connection);
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
  }
}
