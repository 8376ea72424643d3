/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The outgoing messages of committed units. It is read from its oldest row each time: there is no
 * cursor that could pass over a row that commits late.
 */
class OutboxTable {
  private final Dialect dialect;
  private final Columns columns;

  OutboxTable(Dialect dialect) {
    this.dialect = dialect;
    this.columns = dialect.columns();
  }

  /** Where messages are written. */
  String table() {
    return "duly_outbox";
  }

  final void add(Connection connection, List<Outgoing> messages) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table()
                + " (channel, message_id, dedupe_key, partition_key, headers,"
                + " body) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (Outgoing message : messages) {
        columns.setMessage(insert, 1, message);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  List<OutboxEntry> oldest(Connection connection, int max) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, channel, message_id, dedupe_key, partition_key, headers, body FROM"
                + " duly_outbox ORDER BY id LIMIT ?")) {
      select.setInt(1, max);
      List<OutboxEntry> entries = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
      return entries;
    }
  }

  /** From number, channel, message id, key, partition key, headers and body. */
  final OutboxEntry entry(ResultSet row) throws SQLException {
    return new OutboxEntry(row.getLong(1), columns.message(row, row.getString(2), 3));
  }

  void remove(Connection connection, Collection<OutboxEntry> entries) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(dialect.forgetSent())) {
      dialect.setNumbers(delete, 1, entries.stream().map(OutboxEntry::id).toArray(Long[]::new));
      delete.executeUpdate();
    }
  }
}
