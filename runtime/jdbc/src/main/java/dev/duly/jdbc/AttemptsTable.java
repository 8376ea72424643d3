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
  private final Dialect dialect;
  private final ScopeNumbers scopes;
  private final Clock clock;

  AttemptsTable(Dialect dialect, ScopeNumbers scopes, Clock clock) {
    this.dialect = dialect;
    this.scopes = scopes;
    this.clock = clock;
  }

  int count(Connection connection, String scope, MessageKey key) throws SQLException {
    try (PreparedStatement merge = connection.prepareStatement(dialect.countAttempt())) {
      merge.setInt(1, scopes.of(scope));
      merge.setObject(2, key.toUuid());
      merge.setObject(3, Times.now(clock));
      try (ResultSet rows = merge.executeQuery()) {
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
      delete.setObject(2, key.toUuid());
      delete.executeUpdate();
    }
  }
}
