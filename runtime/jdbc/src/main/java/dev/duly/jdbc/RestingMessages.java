/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages of channels that nobody consumes: dead letters, most of the time. */
final class RestingMessages {

  List<Stored> after(Connection connection, int rest, long after, int max) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT m.id, m.headers, m.body, m.sent_at FROM (SELECT d.message FROM duly_delivery d"
                + " WHERE d.subscription = ? AND d.message > ? ORDER BY d.subscription, d.message"
                + " FETCH FIRST ? ROWS ONLY) n JOIN duly_message m ON m.id = n.message ORDER BY"
                + " n.message")) {
      select.setInt(1, rest);
      select.setLong(2, after);
      select.setInt(3, max);
      List<Stored> messages = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(
              new Stored(
                  Long.toString(rows.getLong(1)),
                  HeaderBytes.read(rows.getBytes(2)),
                  rows.getBytes(3),
                  Times.read(rows, 4)));
        }
      }
      return messages;
    }
  }

  Optional<Stored> find(Connection connection, int rest, long id) throws SQLException {
    return after(connection, rest, id - 1, 1).stream()
        .filter(message -> message.id().equals(Long.toString(id)))
        .findFirst();
  }

  void remove(Connection connection, int rest, long id) throws SQLException {
    try (PreparedStatement delivery =
            connection.prepareStatement(
                "DELETE FROM duly_delivery WHERE subscription = ? AND message = ?");
        PreparedStatement message =
            connection.prepareStatement("DELETE FROM duly_message WHERE id = ?")) {
      delivery.setInt(1, rest);
      delivery.setLong(2, id);
      if (delivery.executeUpdate() == 1) {
        message.setLong(1, id);
        message.executeUpdate();
      }
    }
  }
}
