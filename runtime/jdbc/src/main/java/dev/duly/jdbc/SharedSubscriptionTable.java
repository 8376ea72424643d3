/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The subscriptions of a shared queue, and the shards of each. */
final class SharedSubscriptionTable {
  private final QueueSql sql;

  SharedSubscriptionTable(QueueSql sql) {
    this.sql = sql;
  }

  List<QueuedSubscription> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, channel, group_id, message_ids FROM duly_queue_subscription ORDER BY"
                    + " id");
        ResultSet rows = select.executeQuery()) {
      List<QueuedSubscription> all = new ArrayList<>();
      while (rows.next()) {
        String ids = rows.getString(4);
        all.add(
            new QueuedSubscription(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                ids.isEmpty() ? Set.of() : Set.of(ids.split(" ", -1)),
                0));
      }
      return all;
    }
  }

  /** Adds a channel. */
  void addChannel(Connection connection, String channel) throws SQLException {
    add(connection, channel, QueuedSubscription.NOBODY, Set.of());
  }

  /** Adds a group, which gets what is sent from now on. */
  void addGroup(
      Connection connection, String channel, String group, Set<String> messageIds, int shards)
      throws SQLException {
    int id = add(connection, channel, group, messageIds);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_queue_shard (subscription, shard, settled_to, suspect_to) VALUES (?,"
                + " ?, ?, 0)")) {
      long last = QueueHead.lastNumber(connection, sql);
      for (int shard = 0; shard < shards; shard++) {
        insert.setInt(1, id);
        insert.setInt(2, shard);
        insert.setLong(3, last);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static int add(
      Connection connection, String channel, String group, Set<String> messageIds)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_queue_subscription (channel, group_id, message_ids) VALUES (?, ?, ?)"
                + " RETURNING id")) {
      insert.setString(1, channel);
      insert.setString(2, group);
      insert.setString(3, text(messageIds));
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  void changeMessageIds(Connection connection, int id, Set<String> messageIds) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_queue_subscription SET message_ids = ? WHERE id = ?")) {
      update.setString(1, text(messageIds));
      update.setInt(2, id);
      update.executeUpdate();
    }
  }

  // Ids hold no blanks: topology.Names.
  private static String text(Set<String> messageIds) {
    return String.join(" ", new TreeSet<>(messageIds));
  }
}
