/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Messages, once each, and their deliveries, one a group until it is settled. */
final class DeliveryTable {

  void add(
      Connection connection,
      List<Outgoing> messages,
      Routing routing,
      long firstId,
      OffsetDateTime now)
      throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO duly_message (id, channel, message_id, dedupe_key, partition_key,"
                    + " headers, body, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement deliver = deliver(connection)) {
      long id = firstId;
      for (Outgoing message : messages) {
        insert.setLong(1, id);
        Columns.TYPED.setMessage(insert, 2, message);
        insert.setObject(8, now);
        insert.addBatch();
        for (QueuedSubscription to : routing.route(message.channel(), message.messageId())) {
          deliver.setInt(1, to.id());
          deliver.setLong(2, id);
          deliver.setString(3, message.partitionKey());
          deliver.setObject(4, now);
          deliver.addBatch();
        }
        id++;
      }
      insert.executeBatch();
      deliver.executeBatch();
    }
  }

  private static PreparedStatement deliver(Connection connection) throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO duly_delivery (subscription, message, partition_key, sent_at) VALUES (?, ?, ?,"
            + " ?)");
  }

  /** The oldest deliveries but those of {@code taken} and those with a key of {@code heldKeys}. */
  List<QueuedMessage> next(
      Connection connection,
      int subscription,
      Collection<Long> taken,
      Collection<String> heldKeys,
      int max)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(H2Dialect.NEXT_DELIVERIES)) {
      select.setInt(1, subscription);
      select.setObject(2, taken.toArray(Long[]::new));
      select.setObject(3, heldKeys.toArray(String[]::new));
      select.setInt(4, max);
      List<QueuedMessage> messages = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(
              new QueuedMessage(
                  rows.getLong(1),
                  rows.getString(2),
                  HeaderBytes.read(rows.getBytes(3)),
                  rows.getBytes(4),
                  Times.read(rows, 5)));
        }
      }
      return messages;
    }
  }

  /** Moves deliveries to what is settled; one that was settled before keeps its first verdict. */
  void settle(
      Connection connection, int subscription, Map<Long, Settled> verdicts, OffsetDateTime now)
      throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM duly_delivery WHERE subscription = ? AND message = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO duly_settled (message, subscription, verdict, sent_at, settled_at)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      for (Map.Entry<Long, Settled> entry : verdicts.entrySet()) {
        delete.setInt(1, subscription);
        delete.setLong(2, entry.getKey());
        if (delete.executeUpdate() == 1) {
          insert.setLong(1, entry.getKey());
          insert.setInt(2, subscription);
          insert.setString(3, entry.getValue().verdict().name());
          insert.setObject(4, entry.getValue().sentAt());
          insert.setObject(5, now);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Delivers what was at rest in a channel to its groups. */
  void wake(Connection connection, QueuedSubscription rest, Routing routing) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT m.id, m.message_id, m.partition_key, m.sent_at FROM duly_delivery d JOIN"
                    + " duly_message m ON m.id = d.message WHERE d.subscription = ? ORDER BY"
                    + " d.message");
        PreparedStatement deliver = deliver(connection);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM duly_delivery WHERE subscription = ?")) {
      select.setInt(1, rest.id());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          for (QueuedSubscription to : routing.route(rest.channel(), rows.getString(2))) {
            deliver.setInt(1, to.id());
            deliver.setLong(2, rows.getLong(1));
            deliver.setString(3, rows.getString(3));
            deliver.setObject(4, rows.getObject(4, OffsetDateTime.class));
            deliver.addBatch();
          }
        }
      }
      deliver.executeBatch();
      delete.setInt(1, rest.id());
      delete.executeUpdate();
    }
  }

  /** The newest unsettled delivery up to {@code upTo}; 0 if there is none. */
  long newestUnsettled(Connection connection, int subscription, long upTo) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT message FROM duly_delivery WHERE subscription = ? AND message <= ? ORDER BY"
                + " subscription DESC, message DESC FETCH FIRST ROW ONLY")) {
      select.setInt(1, subscription);
      select.setLong(2, upTo);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** How a delivery ended. */
  record Settled(Verdict verdict, OffsetDateTime sentAt) {}
}
