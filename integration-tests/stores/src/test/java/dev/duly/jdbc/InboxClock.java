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
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time that an inbox on PostgreSQL ends its windows by, for the process and in the database. It
 * stands still, at the begin of today, until a test puts it forward.
 */
@SuppressWarnings("NullAway.Init") // The store takes the clock, and the clock its store.
final class InboxClock extends Clock {
  private final Database database;
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
  private JdbcStore store;

  InboxClock(Database database) {
    this.database = database;
  }

  /** From now on the database knows this time only; {@code with} does what is due. */
  void rule(Store with) throws SQLException {
    store = (JdbcStore) with;
    run("CREATE TABLE inbox_clock (at TIMESTAMPTZ NOT NULL)");
    run("INSERT INTO inbox_clock VALUES (now())");
    run("GRANT SELECT ON inbox_clock TO PUBLIC");
    set(now);
    // It belongs to whoever owns the tables, and Duly itself never changes it.
    run(
        "CREATE OR REPLACE FUNCTION duly_inbox_now() RETURNS timestamptz LANGUAGE sql STABLE AS"
            + " 'SELECT at FROM inbox_clock'");
  }

  /** Goes on, and does what is due then. */
  void advance(Duration time) throws SQLException {
    sleep(time);
    care();
  }

  /** Goes on, and nobody does anything meanwhile. */
  void sleep(Duration time) throws SQLException {
    Instant next = now.plus(time);
    set(next);
    now = next;
  }

  private void set(Instant time) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement("UPDATE inbox_clock SET at = ?")) {
      update.setObject(1, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
      update.executeUpdate();
    }
  }

  void care() {
    store.purge();
  }

  long phase() throws SQLException {
    return number("SELECT last_value FROM duly_inbox_phase");
  }

  /** Until {@code work} waits for the transaction of another, or is done without. */
  void awaitWaiting(CompletableFuture<?> work) throws SQLException {
    while (!work.isDone() && number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
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

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants have no zone");
  }
}
