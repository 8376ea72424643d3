/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An inbox in one plain table: one row a key, and rows whose window is over are deleted. */
abstract class RowInbox extends Inbox {
  static final int PURGE_BATCH = 500;

  private final Database database;

  RowInbox(Database database, ScopeNumbers scopes, Columns columns, Clock clock) {
    super(scopes, columns, clock);
    this.database = database;
  }

  @Override
  final void conclude(
      Connection connection, Row row, String outcome, byte @Nullable [] reply, Filed filed)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_inbox SET outcome = ?, reply = ? WHERE scope = ? AND dedupe_key = ?")) {
      update.setString(1, outcome);
      update.setBytes(2, reply);
      update.setInt(3, row.scope());
      columns.setKey(update, 4, row.key());
      requireClaimed(update.executeUpdate() == 1);
    }
  }

  /** Up to {@code max} keys whose window is over, none that somebody holds. */
  abstract List<Row> expired(Connection connection, int max) throws SQLException;

  @Override
  final boolean tidy() throws SQLException {
    return database.write(this::purge) == PURGE_BATCH;
  }

  private int purge(Connection connection) throws SQLException {
    List<Row> expired = expired(connection, PURGE_BATCH);
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM duly_inbox WHERE scope = ? AND dedupe_key = ?")) {
      for (Row row : expired) {
        delete.setInt(1, row.scope());
        columns.setKey(delete, 2, row.key());
        delete.addBatch();
      }
      delete.executeBatch();
    }
    return expired.size();
  }
}
