/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time that an inbox on PostgreSQL ends its windows by, put forward by a test. */
final class InboxClock {
  private final Database database;
  private final JdbcStore store;

  InboxClock(Database database, Store store) throws SQLException {
    this.database = database;
    this.store = (JdbcStore) store;
    run("CREATE TABLE inbox_clock (at TIMESTAMPTZ NOT NULL)");
    run("INSERT INTO inbox_clock VALUES (date_trunc('day', now()))");
    run("GRANT SELECT ON inbox_clock TO PUBLIC");
    // Owned by whoever owns the tables; Duly itself never changes it.
    run(
        "CREATE OR REPLACE FUNCTION duly_inbox_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT"
            + " at FROM inbox_clock'");
  }

  /**
   * The same time for the process; it stands still at the begin of today until it is put forward.
   */
  static Clock over(Database database) {
    return new Clock() {
      @Override
      public Instant instant() {
        try (Connection connection = database.connect();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT duly_inbox_now()")) {
          rows.next();
          return rows.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  Instant now() {
    return over(database).instant();
  }

  /** Goes on, and does what is due then. */
  void advance(Duration time) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE inbox_clock SET at = at + ? * INTERVAL '1 microsecond'")) {
      update.setLong(1, TimeUnit.MICROSECONDS.convert(time));
      update.executeUpdate();
    }
    care();
  }

  void care() {
    store.purge();
  }

  long phase() throws SQLException {
    return number("SELECT last_value FROM duly_inbox_phase");
  }

  /** Until somebody waits for the transaction of another. */
  void awaitWaiting() throws SQLException {
    while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      new CompletableFuture<Void>().completeOnTimeout(null, 10, TimeUnit.MILLISECONDS).join();
    }
  }

  long number(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  void run(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
