/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * Everything that PostgreSQL says its own way. Errors are known by their SQLState, never by their
 * text: that is in the language of the server.
 */
final class PostgresDialect implements Dialect {
  // Any number will do, as long as nobody else's is the same: this one spells "duly".
  private static final String LOCK_SCHEMA = "SELECT pg_advisory_xact_lock(1685416057)";

  private static final String ADD_SCOPE =
      "INSERT INTO duly_scope (name) VALUES (?) ON CONFLICT DO NOTHING";

  private static final String COUNT_ATTEMPT =
      "INSERT INTO duly_attempt AS a (scope, dedupe_key, attempts, last_at) VALUES (?, ?, 1, ?) ON"
          + " CONFLICT (scope, dedupe_key) DO UPDATE SET attempts = a.attempts + 1, last_at ="
          + " excluded.last_at RETURNING attempts";

  private static final String ACQUIRE_EFFECT =
      "INSERT INTO duly_effect AS e (scope, dedupe_key, owner, lease_until, payload_hash,"
          + " downstream_key, seen_at, keep_until, state, fence, in_doubt) VALUES (?, ?, ?, ?, ?, ?,"
          + " ?, ?, 'S', 1, FALSE) ON CONFLICT (scope, dedupe_key) DO UPDATE SET state = 'S', fence ="
          + " e.fence + 1, owner = excluded.owner, lease_until = excluded.lease_until, in_doubt ="
          + " e.keep_until > excluded.seen_at AND (e.in_doubt OR e.lease_until IS NOT NULL OR e.state"
          + " = 'U'), payload_hash = excluded.payload_hash, downstream_key = excluded.downstream_key,"
          + " result = NULL, seen_at = excluded.seen_at, keep_until = excluded.keep_until WHERE"
          + " e.keep_until <= excluded.seen_at OR (e.payload_hash = excluded.payload_hash AND"
          + " ((e.state = 'S' AND (e.lease_until IS NULL OR e.lease_until <= excluded.seen_at)) OR"
          + " (e.state IN ('F', 'U') AND ?)))";

  /**
   * Fails if this is not the transaction of the claim any more. The text of the cast is what the
   * server's log will show. Parameter: the transaction.
   */
  private static final String IS_STILL_OURS =
      "SELECT CAST(CASE WHEN CAST(txid_current() AS text) = ? THEN '0' ELSE 'a handler has ended"
          + " the transaction of its claim' END AS integer)";

  // In one round trip: what comes after a statement that fails is not done.
  private static final String COMMIT = IS_STILL_OURS + "; COMMIT";

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String INVALID_TEXT = "22P02";
  private static final Set<String> IN_THE_WAY =
      Set.of(
          "40001", // serialization_failure
          "40P01", // deadlock_detected
          "55P03"); // lock_not_available

  private static final String READ_ONLY = "25006";
  private static final String NO_RESOURCES = "53";
  private static final Set<String> PASSING =
      Set.of(
          READ_ONLY, "25P03", // idle_in_transaction_session_timeout
          "25P04", // transaction_timeout
          "57014", // query_canceled: a statement_timeout, for one
          "57P01", // admin_shutdown
          "57P02", // crash_shutdown
          "57P03", // cannot_connect_now
          "57P05"); // idle_session_timeout

  private final String versions;

  PostgresDialect() {
    this("duly_schema");
  }

  /** With the versions of the tables in a table of that name. */
  PostgresDialect(String versions) {
    this.versions = versions;
  }

  /** Whoever may only use the tables may not create them, not even if they are there. */
  @Override
  public void enterSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK_SCHEMA);
      boolean missing;
      try (ResultSet found =
          statement.executeQuery("SELECT to_regclass('" + versions + "') IS NULL")) {
        found.next();
        missing = found.getBoolean(1);
      }
      if (missing) {
        statement.execute(
            "CREATE TABLE "
                + versions
                + " (version INTEGER PRIMARY KEY, installed_at TIMESTAMPTZ NOT"
                + " NULL)");
      }
    }
  }

  static Instant time(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  @Override
  public boolean isReadOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW transaction_read_only")) {
      rows.next();
      return rows.getString(1).equals("on");
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Inbox inbox(Database database, ScopeNumbers scopes, Clock clock) {
    return new PostgresInbox(database, scopes, clock);
  }

  @Override
  public String addScope() {
    return ADD_SCOPE;
  }

  @Override
  public String acquireEffect() {
    return ACQUIRE_EFFECT;
  }

  @Override
  public OutboxTable outbox() {
    return new OutboxSegments(this);
  }

  @Override
  public OutboxReader relaying(Database database, OutboxTable outbox) {
    return new OutboxRotation(database, (OutboxSegments) outbox);
  }

  @Override
  public String countAttempt() {
    return COUNT_ATTEMPT;
  }

  @Override
  public void setNumbers(PreparedStatement statement, int index, Long[] numbers)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("bigint", numbers));
  }

  @Override
  public void commit(Connection connection, String transactionId, Commits commits)
      throws SQLException {
    requireTransaction(connection, COMMIT, transactionId);
  }

  @Override
  public void requireTransaction(Connection connection, String transactionId) throws SQLException {
    requireTransaction(connection, IS_STILL_OURS, transactionId);
  }

  private static void requireTransaction(Connection connection, String sql, String transactionId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, transactionId);
      statement.execute();
    } catch (SQLException e) {
      if (INVALID_TEXT.equals(e.getSQLState())) {
        throw SqlFailures.transactionEnded();
      }
      throw e;
    }
  }

  @Override
  public boolean isDuplicateKey(SQLException e) {
    return UNIQUE_VIOLATION.equals(e.getSQLState());
  }

  @Override
  public boolean isLockFailure(SQLException e) {
    return e.getSQLState() != null && IN_THE_WAY.contains(e.getSQLState());
  }

  @Override
  public boolean isPassing(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (IN_THE_WAY.contains(state)
            || PASSING.contains(state)
            || state.startsWith(NO_RESOURCES));
  }

  @Override
  public boolean isReadOnlyFailure(SQLException e) {
    return READ_ONLY.equals(e.getSQLState());
  }
}
