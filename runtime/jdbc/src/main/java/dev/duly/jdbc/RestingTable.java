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

  private final MessageLog log;

  RestingTable(MessageLog log) {
    super(
        "SELECT id, headers, body, sent_at FROM duly_queue_resting WHERE channel = ? AND id > ?"
            + " ORDER BY channel, id LIMIT ?");
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
      log.append(
          connection,
          head,
          batch.stream().map(message -> MessageLog.Addressed.of(message, head, 0)).toList());
      batch = take(connection, channel, number);
    }
  }

  private static List<Outgoing> take(Connection connection, String channel, int number)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "WITH gone AS (DELETE FROM duly_queue_resting WHERE id IN (SELECT id FROM"
                + " duly_queue_resting WHERE channel = ? ORDER BY id LIMIT ?) RETURNING id,"
                + " message_id, dedupe_key, partition_key, headers, body) SELECT message_id,"
                + " dedupe_key, partition_key, headers, body FROM gone ORDER BY id")) {
      delete.setInt(1, number);
      delete.setInt(2, BATCH);
      List<Outgoing> batch = new ArrayList<>();
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          batch.add(Columns.TYPED.message(rows, channel, 1));
        }
      }
      return batch;
    }
  }
}
