/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * An open database, shared by a store and a queue: it closes with the second of them.
 *
 * <p>Long transactions and short statements have a pool each, so that a handler whose transaction
 * is open can always send.
 */
final class Database {
  private final HikariDataSource units;
  private final HikariDataSource statements;
  private final Commits commits;
  private final H2Dialect dialect;
  private final DirectoryLock lock;
  private int users = 2;

  Database(
      HikariDataSource units,
      HikariDataSource statements,
      Commits commits,
      H2Dialect dialect,
      DirectoryLock lock) {
    this.units = units;
    this.statements = statements;
    this.commits = commits;
    this.dialect = dialect;
    this.lock = lock;
  }

  H2Dialect dialect() {
    return dialect;
  }

  /** A connection for a unit of work, without auto-commit. */
  Connection beginUnit() throws SQLException {
    return units.getConnection();
  }

  void commit(Connection connection) throws SQLException {
    commits.commit(connection);
  }

  /** Runs a short query. */
  <T> T read(Work<T> work) throws SQLException {
    try (Connection connection = statements.getConnection()) {
      return work.run(connection);
    }
  }

  /** Runs a short transaction; it is durable on return. */
  <T> T write(Work<T> work) throws SQLException {
    try (Connection connection = statements.getConnection()) {
      T result = work.run(connection);
      commits.commit(connection);
      return result;
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
    units.close();
    statements.close();
    try {
      commits.close();
    } catch (SQLException e) {
      throw SqlFailures.store(dialect, "close the database", e);
    } finally {
      lock.close();
    }
  }

  /** Something done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
