/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Everything that H2 says its own way: statements, and what its error codes mean. No statement is
 * put together from input.
 */
final class H2Dialect implements Dialect {

  /**
   * Claims keys. Parameters: arrays of scope, key, keep-until and retry-refused, then now, claim,
   * now, claim, now. Sorted, so that overlapping batches wait for each other in one direction.
   *
   * <p>Which keys were free is asked afterwards, by the claim: H2 repeats a statement that had to
   * wait and keeps the rows of its first run, so FINAL TABLE would leave those out.
   */
  static final String CLAIM =
      "MERGE INTO duly_inbox i USING (SELECT u.s, u.k, u.w, u.r FROM UNNEST(?, ?, ?, ?) AS u(s, k,"
          + " w, r) ORDER BY 1, 2) n ON i.scope = n.s AND i.dedupe_key = n.k WHEN MATCHED AND"
          + " (i.keep_until <= ? OR (i.outcome = 'R' AND n.r)) THEN UPDATE SET claim = ?, outcome ="
          + " 'D', reply = NULL, seen_at = ?, keep_until = n.w WHEN NOT MATCHED THEN INSERT (scope,"
          + " dedupe_key, claim, outcome, seen_at, keep_until) VALUES (n.s, n.k, ?, 'D', ?, n.w)";

  /** What is known of keys. Parameters: arrays of scope and key. */
  static final String CLAIMED =
      "SELECT i.scope, i.dedupe_key, i.claim, i.outcome, i.reply FROM UNNEST(?, ?) AS u(s, k) JOIN"
          + " duly_inbox i ON i.scope = u.s AND i.dedupe_key = u.k";

  /**
   * Whether it was taken is not in the answer: H2 repeats a statement that had to wait and keeps
   * the rows of its first run, so FINAL TABLE would leave those out.
   */
  private static final String ACQUIRE_EFFECT =
      "MERGE INTO duly_effect e USING (VALUES (CAST(? AS INTEGER), CAST(? AS UUID), CAST(? AS"
          + " VARCHAR), CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CAST(? AS VARBINARY), CAST(? AS"
          + " UUID), CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CAST(? AS TIMESTAMP(6) WITH TIME"
          + " ZONE), CAST(? AS BOOLEAN))) AS n(s, k, o, l, h, d, t, w, r) ON e.scope = n.s AND"
          + " e.dedupe_key = n.k WHEN MATCHED AND (e.keep_until <= n.t OR (e.payload_hash = n.h AND"
          + " ((e.state = 'S' AND (e.lease_until IS NULL OR e.lease_until <= n.t)) OR (e.state IN"
          + " ('F', 'U') AND n.r)))) THEN UPDATE SET state = 'S', fence = e.fence + 1, owner = n.o,"
          + " lease_until = n.l, in_doubt = e.keep_until > n.t AND (e.in_doubt OR e.lease_until IS"
          + " NOT NULL OR e.state = 'U'), payload_hash = n.h, downstream_key = n.d, result = NULL,"
          + " seen_at = n.t, keep_until = n.w WHEN NOT MATCHED THEN INSERT (scope, dedupe_key,"
          + " state, fence, owner, lease_until, in_doubt, payload_hash, downstream_key, seen_at,"
          + " keep_until) VALUES (n.s, n.k, 'S', 1, n.o, n.l, FALSE, n.h, n.d, n.t, n.w)";

  private static final String COUNT_ATTEMPT =
      "SELECT attempts FROM FINAL TABLE (MERGE INTO duly_attempt a USING (VALUES (CAST(? AS"
          + " INTEGER), CAST(? AS UUID), CAST(? AS TIMESTAMP(6) WITH TIME ZONE))) AS n(s, k, t) ON"
          + " a.scope = n.s AND a.dedupe_key = n.k WHEN MATCHED THEN UPDATE SET attempts ="
          + " a.attempts + 1, last_at = n.t WHEN NOT MATCHED THEN INSERT (scope, dedupe_key,"
          + " attempts, last_at) VALUES (n.s, n.k, 1, n.t))";

  /**
   * The next deliveries of a subscription. Ordered by both columns of the primary key, else all of
   * them are sorted to find the first. Parameters: subscription, array of messages and of partition
   * keys to leave out, how many.
   */
  static final String NEXT_DELIVERIES =
      "SELECT m.id, m.partition_key, m.headers, m.body, m.sent_at FROM (SELECT d.message FROM"
          + " duly_delivery d WHERE d.subscription = ? AND NOT ARRAY_CONTAINS(?, d.message) AND"
          + " (d.partition_key IS NULL OR NOT ARRAY_CONTAINS(?, d.partition_key)) ORDER BY"
          + " d.subscription, d.message FETCH FIRST ? ROWS ONLY) n JOIN duly_message m ON m.id ="
          + " n.message ORDER BY n.message";

  /** Tells a transaction from others of its connection; null before it has changed anything. */
  static @Nullable String transactionId(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("CALL TRANSACTION_ID()");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void enterSchema(Connection connection) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute(
          "CREATE TABLE IF NOT EXISTS duly_schema (version INTEGER PRIMARY KEY, installed_at"
              + " TIMESTAMP WITH TIME ZONE NOT NULL)");
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Inbox inbox(Database database, ScopeNumbers scopes, Clock clock) {
    return new H2Inbox(this, database, scopes, clock);
  }

  @Override
  public String addScope() {
    return "INSERT INTO duly_scope (name) VALUES (?)";
  }

  @Override
  public String acquireEffect() {
    return ACQUIRE_EFFECT;
  }

  @Override
  public String countAttempt() {
    return COUNT_ATTEMPT;
  }

  @Override
  public void setNumbers(PreparedStatement statement, int index, Long[] numbers)
      throws SQLException {
    statement.setObject(index, numbers);
  }

  @Override
  public void commit(Connection connection, String transactionId, Commits commits)
      throws SQLException {
    requireTransaction(connection, transactionId);
    commits.commit(connection);
  }

  @Override
  public void requireTransaction(Connection connection, String transactionId) throws SQLException {
    if (!transactionId.equals(transactionId(connection))) {
      throw SqlFailures.transactionEnded();
    }
  }

  @Override
  public boolean isDuplicateKey(SQLException e) {
    return e.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
  }

  @Override
  public boolean isLockFailure(SQLException e) {
    return e.getErrorCode() == ErrorCode.LOCK_TIMEOUT_1
        || e.getErrorCode() == ErrorCode.DEADLOCK_1
        || e.getErrorCode() == ErrorCode.CONCURRENT_UPDATE_1;
  }

  @Override
  public boolean isPassing(SQLException e) {
    return isLockFailure(e);
  }
}
