/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * A store in MariaDB 10.6 or newer, or MySQL 8: inbox, outbox and attempts beside the business rows
 * of the handlers, in one transaction with them. The driver is the application's to bring.
 *
 * <p>The tables, named {@code duly_…}, are made in the database of the connection, and are
 * InnoDB's. Whoever may not create tables runs the scripts of {@code db/mariadb} in this jar by
 * hand. The business tables must be InnoDB's too: others do not roll back.
 */
public final class MariaDb {
  // Whoever waits longer is told so and tries again: a transaction may have been left open. And
  // what does not fit a column is an error, whatever the server makes of it by default.
  private static final String SETTINGS =
      "SET innodb_lock_wait_timeout = 10, lock_wait_timeout = 10, sql_mode = CONCAT(@@sql_mode,"
          + " ',STRICT_TRANS_TABLES')";
  private static final List<String> SCRIPTS =
      List.of("V1__inbox_outbox_effects.sql", "V2__parking.sql");

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
    HikariConfig config = OwnPool.config(url, user, password);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SETTINGS);
    return OwnPool.open(config, MariaDb::open);
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
    MariaDbDialect dialect;
    try (Connection connection = source.getConnection()) {
      MariaDbSession session = MariaDbSession.of(connection);
      session.requireUsable();
      dialect = new MariaDbDialect(session.isMariaDb(), session.isReadCommitted());
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
    new Schema(dialect, "db/mariadb/", SCRIPTS).migrate(source, new PlainCommits());
    try (Connection connection = source.getConnection()) {
      MariaDbSession.requireTransactions(connection);
    } catch (SQLException e) {
      throw SqlFailures.startup(e);
    }
    return dialect;
  }
}
