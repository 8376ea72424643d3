/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;

/**
 * Everything that MariaDB and MySQL say their own way. Errors are known by their codes: the
 * SQLState is one for too many of them, and the text is in the language of the server.
 */
final class MariaDbDialect implements Dialect {
  // A savepoint ends with its transaction, whoever ends that, and so tells whether it still runs.
  private static final String CLAIM_MARK = "duly_claim";

  // Its name is known to the whole server, so it tells one database from another.
  private static final String LOCK_SCHEMA =
      "SELECT COALESCE(GET_LOCK(CONCAT('duly.', MD5(DATABASE())), 60), 0)";
  private static final String UNLOCK_SCHEMA = "DO RELEASE_LOCK(CONCAT('duly.', MD5(DATABASE())))";
  private static final String IS_THERE =
      "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ";
  private static final String VERSIONS =
      " (version INTEGER NOT NULL PRIMARY KEY, installed_at TIMESTAMP(6) NOT NULL DEFAULT"
          + " CURRENT_TIMESTAMP(6)) ENGINE = InnoDB";

  private static final String ADD_SCOPE =
      "INSERT INTO duly_scope (name) VALUES (?) ON DUPLICATE KEY UPDATE name = VALUES(name)";

  private static final String COUNT_ATTEMPT =
      "INSERT INTO duly_attempt (scope, dedupe_key, attempts, last_at) VALUES (?, ?, 1, ?) ON"
          + " DUPLICATE KEY UPDATE attempts = attempts + 1, last_at = VALUES(last_at)";

  /**
   * The claim is a new one each time. Where it is taken over, so is the rest: assignments are done
   * from left to right, and each sees those before it.
   */
  private static final String ACQUIRE_EFFECT =
      "INSERT INTO duly_effect (scope, dedupe_key, owner, lease_until, payload_hash,"
          + " downstream_key, seen_at, keep_until, claim, state, fence, in_doubt) VALUES (?, ?, ?,"
          + " ?, ?, ?, ?, ?, UUID(), 'S', 1, FALSE) ON DUPLICATE KEY UPDATE claim = IF(keep_until <="
          + " VALUES(seen_at) OR (payload_hash = VALUES(payload_hash) AND ((state = 'S' AND"
          + " (lease_until IS NULL OR lease_until <= VALUES(seen_at))) OR (state IN ('F', 'U') AND"
          + " ?))), VALUES(claim), claim), fence = IF(claim = VALUES(claim), fence + 1, fence),"
          + " in_doubt = IF(claim = VALUES(claim), keep_until > VALUES(seen_at) AND (in_doubt OR"
          + " lease_until IS NOT NULL OR state = 'U'), in_doubt), state = IF(claim = VALUES(claim),"
          + " 'S', state), owner = IF(claim = VALUES(claim), VALUES(owner), owner), lease_until ="
          + " IF(claim = VALUES(claim), VALUES(lease_until), lease_until), payload_hash = IF(claim ="
          + " VALUES(claim), VALUES(payload_hash), payload_hash), downstream_key = IF(claim ="
          + " VALUES(claim), VALUES(downstream_key), downstream_key), result = IF(claim ="
          + " VALUES(claim), NULL, result), seen_at = IF(claim = VALUES(claim), VALUES(seen_at),"
          + " seen_at), keep_until = IF(claim = VALUES(claim), VALUES(keep_until), keep_until)";

  /**
   * Row by row by its number. An IN takes a walk over a small table for cheaper, whatever index it
   * is told to use, and that waits for units that are not committed.
   */
  private static final String FORGET_SENT =
      "DELETE o FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) n STRAIGHT_JOIN duly_outbox"
          + " o FORCE INDEX (PRIMARY) ON o.id = n.id";

  private static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
  private static final String IS_STILL_OURS = "RELEASE SAVEPOINT " + CLAIM_MARK;

  // A block ends at its first statement that fails: one round trip instead of two.
  private static final String COMMIT = "BEGIN NOT ATOMIC " + IS_STILL_OURS + "; COMMIT; END";

  private static final int DUPLICATE_ENTRY = 1062;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int NO_SUCH_SAVEPOINT = 1305;
  private static final Set<Integer> IN_THE_WAY =
      Set.of(
          1020, // ER_CHECKREAD: it has changed since this transaction has looked
          LOCK_WAIT_TIMEOUT,
          1213, // ER_LOCK_DEADLOCK
          3572); // ER_LOCK_NOWAIT of MySQL

  private static final Set<Integer> READ_ONLY =
      Set.of(
          1290, // ER_OPTION_PREVENTS_STATEMENT: read_only, for one
          1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
          1836); // ER_READ_ONLY_MODE
  private static final Set<Integer> PASSING =
      Set.of(
          1021, // ER_DISK_FULL
          1040, // ER_CON_COUNT_ERROR
          1041, // ER_OUT_OF_RESOURCES
          1053, // ER_SERVER_SHUTDOWN
          1114, // ER_RECORD_FILE_FULL
          1203, // ER_TOO_MANY_USER_CONNECTIONS
          1226, // ER_USER_LIMIT_REACHED
          1317, // ER_QUERY_INTERRUPTED
          1927, // ER_CONNECTION_KILLED
          1969, // ER_STATEMENT_TIMEOUT
          3024); // ER_QUERY_TIMEOUT of MySQL

  private final boolean mariaDb;
  private final boolean readCommitted;
  private final String versions;

  /**
   * @param mariaDb whether it takes what MySQL does not
   * @param readCommitted whether that is the isolation its connections come with
   */
  MariaDbDialect(boolean mariaDb, boolean readCommitted) {
    this(mariaDb, readCommitted, "duly_schema");
  }

  /** With the versions of the tables in a table of that name. */
  MariaDbDialect(boolean mariaDb, boolean readCommitted, String versions) {
    this.mariaDb = mariaDb;
    this.readCommitted = readCommitted;
    this.versions = versions;
  }

  static Instant time(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      rows.next();
      return rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }

  /** Marks the transaction of a claim; gives what {@link #commit} knows it by. */
  static String mark(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SAVEPOINT " + CLAIM_MARK);
      return CLAIM_MARK;
    }
  }

  /** Whoever may only use the tables may not create them, not even if they are there. */
  @Override
  public void enterSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet locked = statement.executeQuery(LOCK_SCHEMA)) {
        locked.next();
        if (!locked.getBoolean(1)) {
          throw new SQLException(
              "another start has held the lock of the tables for a minute",
              "HY000",
              LOCK_WAIT_TIMEOUT);
        }
      }
      boolean missing;
      try (ResultSet found = statement.executeQuery(IS_THERE + "'" + versions + "'")) {
        missing = !found.next();
      }
      if (missing) {
        statement.execute("CREATE TABLE IF NOT EXISTS " + versions + VERSIONS);
      }
    }
  }

  /** Every change of a table ends a transaction here, so the lock belongs to the connection. */
  @Override
  public void leaveSchema(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(UNLOCK_SCHEMA);
    } catch (SQLException gone) {
      // Then the lock is gone with the connection.
    }
  }

  @Override
  public void beginStatement(Connection connection) throws SQLException {
    if (!readCommitted) {
      try (Statement statement = connection.createStatement()) {
        // Only the next transaction: the pool gets its connection back as it was.
        statement.execute(READ_COMMITTED);
      }
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Columns columns() {
    return new BinaryColumns();
  }

  @Override
  public Inbox inbox(Database database, ScopeNumbers scopes, Clock clock) {
    return new MariaDbInbox(database, scopes, columns(), clock, mariaDb);
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
  public String countAttempt() {
    return COUNT_ATTEMPT;
  }

  @Override
  public String forgetSent() {
    return FORGET_SENT;
  }

  /** As an array of JSON. */
  @Override
  public void setNumbers(PreparedStatement statement, int index, Long[] numbers)
      throws SQLException {
    statement.setString(index, Arrays.toString(numbers));
  }

  @Override
  public void commit(Connection connection, String transactionId, Commits commits)
      throws SQLException {
    requireMark(connection, mariaDb ? COMMIT : IS_STILL_OURS);
    if (!mariaDb) {
      commits.commit(connection);
    }
  }

  @Override
  public void requireTransaction(Connection connection, String transactionId) throws SQLException {
    requireMark(connection, IS_STILL_OURS);
  }

  private static void requireMark(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_SAVEPOINT) {
        throw SqlFailures.transactionEnded();
      }
      throw e;
    }
  }

  @Override
  public boolean isDuplicateKey(SQLException e) {
    return e.getErrorCode() == DUPLICATE_ENTRY;
  }

  /** Among them one of our own that has no code, only the state of a serialization failure. */
  @Override
  public boolean isLockFailure(SQLException e) {
    return IN_THE_WAY.contains(e.getErrorCode()) || "40001".equals(e.getSQLState());
  }

  @Override
  public boolean isPassing(SQLException e) {
    return isLockFailure(e) || isReadOnlyFailure(e) || PASSING.contains(e.getErrorCode());
  }

  @Override
  public boolean isReadOnlyFailure(SQLException e) {
    return READ_ONLY.contains(e.getErrorCode());
  }

  @Override
  public boolean isReadOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@global.read_only")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
