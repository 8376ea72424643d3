/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * An open database, shared by a store and a queue: it closes with the second of them.
 *
 * <p>Long transactions and short statements have a pool each, so that a handler whose transaction
 * is open can always send.
 */
final class Database {
  private final Units units;
  private final DataSource statements;
  private final Commits commits;
  private final Dialect dialect;
  private final List<AutoCloseable> owned;
  private int users;

  /**
   * @param owned what closes with it, first to last
   * @param users how many share it
   */
  Database(
      DataSource units,
      DataSource statements,
      Commits commits,
      Dialect dialect,
      List<AutoCloseable> owned,
      int users) {
    this(
        () -> new PooledUnit(inTransaction(units.getConnection()), dialect, commits),
        statements,
        commits,
        dialect,
        owned,
        users);
  }

  private Database(
      Units units,
      DataSource statements,
      Commits commits,
      Dialect dialect,
      List<AutoCloseable> owned,
      int users) {
    this.units = units;
    this.statements = statements;
    this.commits = commits;
    this.dialect = dialect;
    this.owned = List.copyOf(owned);
    this.users = users;
  }

  /** For one user, whose units are begun and ended by the application's manager. */
  static Database managed(TransactionBoundary boundary, DataSource statements, Dialect dialect) {
    return new Database(
        () -> ManagedUnit.begin(boundary, dialect),
        statements,
        new PlainCommits(),
        dialect,
        List.of(),
        1);
  }

  Dialect dialect() {
    return dialect;
  }

  /** Begins the transaction of a unit of work. */
  OpenUnit beginUnit() throws SQLException {
    commits.requireWritable();
    return units.begin();
  }

  /** A connection for something short, without auto-commit. */
  Connection beginStatement() throws SQLException {
    Connection connection = inTransaction(statements.getConnection());
    try {
      dialect.beginStatement(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  // A pool may hand out connections that commit each statement, and takes them back as they were.
  private static Connection inTransaction(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      connection.setAutoCommit(false);
    }
    return connection;
  }

  /** Runs a short query. */
  <T> T read(Work<T> work) throws SQLException {
    try (Connection connection = beginStatement()) {
      T result = work.run(connection);
      // It must not stay open: what it has seen would be kept for it.
      connection.rollback();
      return result;
    }
  }

  /** Runs a short transaction; it is durable on return. */
  <T> T write(Work<T> work) throws SQLException {
    try (Connection connection = beginStatement()) {
      T result = work.run(connection);
      commits.commit(connection);
      return result;
    }
  }

  /**
   * Runs short statements, each durable on its return. Where others share the database, each is a
   * transaction of its own: a process that is paused between a statement and its commit would hold
   * locks that nobody else gets past.
   */
  <T> T writeEach(Work<T> work) throws SQLException {
    return dialect.isShared() ? runAlone(work) : write(work);
  }

  /**
   * Runs one statement that is a transaction: the server never waits for this process while it
   * holds locks for it.
   */
  <T> T runAlone(Work<T> work) throws SQLException {
    try (Connection connection = statements.getConnection()) {
      boolean before = connection.getAutoCommit();
      connection.setAutoCommit(true);
      T result;
      try {
        result = work.run(connection);
      } catch (SQLException | RuntimeException e) {
        restore(connection, before, e);
        throw e;
      }
      connection.setAutoCommit(before);
      return result;
    }
  }

  /** A pool may have ended the connection for the failure: that is what there is to tell. */
  private static void restore(Connection connection, boolean autoCommit, Exception failure) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException ended) {
      failure.addSuppressed(ended);
    }
  }

  /** Says that one of the two is done with it. */
  synchronized void release() {
    if (--users == 0) {
      closeNow();
    }
  }

  synchronized void closeNow() {
    users = 0;
    RuntimeException failure = null;
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        if (failure == null) {
          failure = closeFailed(e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static StoreException closeFailed(Exception e) {
    return new StoreException(
        "DulyStoreFailed",
        "The database did not close as it should.",
        "The cause says what it answered; nothing that was committed is lost.",
        e);
  }

  /** Begins units of work. */
  @FunctionalInterface
  private interface Units {
    OpenUnit begin() throws SQLException;
  }

  /** Something done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
