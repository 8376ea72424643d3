/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;

/** Attempts that outlive the process. */
final class AttemptsTable {
  private static final String COUNTED =
      "SELECT attempts FROM duly_attempt WHERE scope = ? AND dedupe_key = ?";

  private final Dialect dialect;
  private final Columns columns;
  private final ScopeNumbers scopes;
  private final Clock clock;

  AttemptsTable(Dialect dialect, ScopeNumbers scopes, Clock clock) {
    this.dialect = dialect;
    this.columns = dialect.columns();
    this.scopes = scopes;
    this.clock = clock;
  }

  int count(Connection connection, String scope, MessageKey key) throws SQLException {
    try (PreparedStatement merge = connection.prepareStatement(dialect.countAttempt())) {
      merge.setInt(1, scopes.of(scope));
      columns.setKey(merge, 2, key.toUuid());
      columns.setTime(merge, 3, Times.now(clock));
      if (!merge.execute()) {
        return counted(connection, scope, key);
      }
      try (ResultSet rows = merge.getResultSet()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** Where counting does not tell: nobody else counts until this transaction ends. */
  private int counted(Connection connection, String scope, MessageKey key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COUNTED)) {
      select.setInt(1, scopes.of(scope));
      columns.setKey(select, 2, key.toUuid());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  void clear(Connection connection, String scope, MessageKey key) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM duly_attempt WHERE scope = ? AND dedupe_key = ?")) {
      delete.setInt(1, scopes.of(scope));
      columns.setKey(delete, 2, key.toUuid());
      delete.executeUpdate();
    }
  }
}
