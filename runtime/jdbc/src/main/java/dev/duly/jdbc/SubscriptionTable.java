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

/** The subscriptions in the database. */
final class SubscriptionTable {

  List<QueuedSubscription> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, channel, group_id, message_ids, handed_out FROM duly_subscription"
                    + " ORDER BY id");
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
                rows.getLong(5)));
      }
      return all;
    }
  }

  QueuedSubscription add(
      Connection connection, String channel, String group, Set<String> messageIds)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_subscription (channel, group_id, message_ids, handed_out) VALUES"
                + " (?, ?, ?, 0)",
            new String[] {"id"})) {
      insert.setString(1, channel);
      insert.setString(2, group);
      insert.setString(3, text(messageIds));
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return new QueuedSubscription(keys.getInt(1), channel, group, messageIds, 0);
      }
    }
  }

  void changeMessageIds(Connection connection, int id, Set<String> messageIds) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE duly_subscription SET message_ids = ? WHERE id = ?")) {
      update.setString(1, text(messageIds));
      update.setInt(2, id);
      update.executeUpdate();
    }
  }

  void handedOut(Connection connection, int id, long upTo) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE duly_subscription SET handed_out = ? WHERE id = ?")) {
      update.setLong(1, upTo);
      update.setInt(2, id);
      update.executeUpdate();
    }
  }

  /** The highest number a message has or may have had. */
  long lastNumber(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT GREATEST(COALESCE((SELECT MAX(id) FROM duly_message), 0),"
                    + " COALESCE((SELECT MAX(message) FROM duly_settled), 0),"
                    + " COALESCE((SELECT MAX(handed_out) FROM duly_subscription), 0))");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  // Ids hold no blanks: topology.Names.
  private static String text(Set<String> messageIds) {
    return String.join(" ", new TreeSet<>(messageIds));
  }
}
