/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Messages at rest in a table of their own. */
final class RestingTable extends RestingRows {
  private static final int BATCH = 500;

  private final Columns columns;
  private final MessageLog log;

  RestingTable(Columns columns, MessageLog log) {
    super(
        columns,
        "SELECT id, headers, body, sent_at FROM duly_queue_resting WHERE channel = ? AND id > ?"
            + " ORDER BY channel, id LIMIT ?");
    this.columns = columns;
    this.log = log;
  }

  @Override
  void remove(Connection connection, int channel, long id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM duly_queue_resting WHERE id = ? AND channel = ?")) {
      delete.setLong(1, id);
      delete.setInt(2, channel);
      delete.executeUpdate();
    }
  }

  /** Sends what was at rest in a channel to its groups; the head must be locked. */
  void wake(Connection connection, QueueHead head, String channel) throws SQLException {
    int number = head.routing().rest(channel).orElseThrow().id();
    List<Outgoing> batch = take(connection, channel, number);
    while (!batch.isEmpty()) {
      List<MessageLog.Addressed> woken =
          batch.stream().map(message -> MessageLog.Addressed.of(message, head, 0)).toList();
      for (List<MessageLog.Addressed> call : log.calls(woken)) {
        log.append(connection, head, call);
      }
      batch = take(connection, channel, number);
    }
  }

  /** While the head is locked none come: those that are taken are all up to the last. */
  private List<Outgoing> take(Connection connection, String channel, int number)
      throws SQLException {
    List<Outgoing> batch = new ArrayList<>();
    long last = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, message_id, dedupe_key, partition_key, headers, body FROM"
                + " duly_queue_resting WHERE channel = ? ORDER BY id LIMIT ? FOR UPDATE")) {
      select.setInt(1, number);
      select.setInt(2, BATCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          last = rows.getLong(1);
          batch.add(columns.message(rows, channel, 2));
        }
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM duly_queue_resting WHERE channel = ? AND id <= ?")) {
      delete.setInt(1, number);
      delete.setLong(2, last);
      delete.executeUpdate();
    }
    return batch;
  }
}
