/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A transaction on a connection of its own. */
final class PooledUnit implements OpenUnit {
  private final Connection connection;
  private final Dialect dialect;
  private final Commits commits;
  private boolean committed;

  PooledUnit(Connection connection, Dialect dialect, Commits commits) {
    this.connection = connection;
    this.dialect = dialect;
    this.commits = commits;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void commit(@Nullable String transactionId) throws SQLException {
    if (transactionId == null) {
      commits.commit(connection);
    } else {
      dialect.commit(connection, transactionId, commits);
    }
    committed = true;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!committed) {
        connection.rollback();
      }
    }
  }
}
