/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages that are to be sent later. */
final class DelayedTable {
  private final QueueSql sql;
  private final Columns columns;

  DelayedTable(QueueSql sql) {
    this.sql = sql;
    this.columns = sql.columns();
  }

  /** One that is due. */
  record Due(long id, Outgoing message) {}

  void add(Connection connection, List<Outgoing> messages, Instant due) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_queue_delayed (channel, message_id, dedupe_key, partition_key,"
                + " headers, body, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Outgoing message : messages) {
        columns.setMessage(insert, 1, message);
        columns.setTime(insert, 7, Times.of(due));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The first that are due, in the order in which they became it. */
  List<Due> due(Connection connection, int max) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, channel, message_id, dedupe_key, partition_key, headers, body FROM"
                + " duly_queue_delayed WHERE due_at <= "
                + sql.now()
                + " ORDER BY due_at, id LIMIT ?")) {
      select.setInt(1, max);
      List<Due> due = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(new Due(rows.getLong(1), columns.message(rows, rows.getString(2), 3)));
        }
      }
      return due;
    }
  }
}
