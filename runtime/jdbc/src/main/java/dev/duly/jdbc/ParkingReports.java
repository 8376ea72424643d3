/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is parked and what was dropped, for people who have to look. */
final class ParkingReports {
  private final Columns columns;

  ParkingReports(Columns columns) {
    this.columns = columns;
  }

  /** A parked key, without its messages. */
  record Row(long number, String key, Instant since, long messages) {}

  ParkedCount count(Connection connection, String group) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT COUNT(*), MIN(k.parked_at), (SELECT COUNT(*) FROM duly_parked p WHERE"
                + " p.group_id = ?) FROM duly_parked_key k WHERE k.group_id = ?")) {
      select.setString(1, group);
      select.setString(2, group);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        OffsetDateTime oldest = columns.time(rows, 2);
        return new ParkedCount(
            rows.getLong(1), rows.getLong(3), oldest == null ? null : oldest.toInstant());
      }
    }
  }

  List<Row> keys(Connection connection, String group, long after, int max) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT k.id, k.partition_key, k.parked_at, (SELECT COUNT(*) FROM duly_parked p WHERE"
                + " p.group_id = k.group_id AND p.key_hash = k.key_hash) FROM duly_parked_key k"
                + " WHERE k.group_id = ? AND k.id > ? ORDER BY k.id LIMIT ?")) {
      select.setString(1, group);
      select.setLong(2, after);
      select.setInt(3, max);
      List<Row> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Row(
                  rows.getLong(1),
                  ParkingTable.text(rows.getBytes(2)),
                  columns.requiredTime(rows, 3),
                  rows.getLong(4)));
        }
      }
      return found;
    }
  }

  List<ParkedEntry> messages(Connection connection, String group, String key, long after, int max)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, channel, message_id, identity, dedupe_key, headers, body, failure, sent_at,"
                + " parked_at FROM duly_parked WHERE group_id = ? AND key_hash = ? AND id > ? ORDER"
                + " BY group_id, key_hash, id LIMIT ?")) {
      select.setString(1, group);
      columns.setKey(select, 2, ParkingTable.hash(key));
      select.setLong(3, after);
      select.setInt(4, max);
      List<ParkedEntry> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID dedupeKey = columns.key(rows, 5);
          found.add(
              new ParkedEntry(
                  rows.getLong(1),
                  new ParkedMessage(
                      group,
                      key,
                      rows.getString(2),
                      rows.getString(3),
                      MessageKey.of(columns.requiredKey(rows, 4)),
                      dedupeKey == null ? null : MessageKey.of(dedupeKey),
                      HeaderBytes.read(rows.getBytes(6)),
                      rows.getBytes(7),
                      HeaderBytes.read(rows.getBytes(8)),
                      columns.requiredTime(rows, 9),
                      columns.requiredTime(rows, 10))));
        }
      }
      return found;
    }
  }

  void note(Connection connection, ParkedMessage message, String who, String why, Instant at)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_parked_drop (group_id, partition_key, channel, message_id,"
                + " dedupe_key, event_id, dropped_by, reason, dropped_at) VALUES (?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?)")) {
      MessageKey dedupeKey = message.dedupeKey();
      insert.setString(1, message.group());
      insert.setBytes(2, ParkingTable.bytes(message.key()));
      insert.setString(3, message.channel());
      insert.setString(4, message.messageId());
      columns.setKey(insert, 5, dedupeKey == null ? null : dedupeKey.toUuid());
      // A text column does not take every character, and an id from the wire may have any.
      insert.setString(6, message.headers().getOrDefault("ce-id", "").replace('\0', '?'));
      insert.setString(7, who);
      insert.setString(8, why);
      columns.setTime(insert, 9, Times.of(at));
      insert.executeUpdate();
    }
  }

  List<ParkedDrop> drops(Connection connection, String group, long after, int max)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, partition_key, channel, message_id, event_id, dropped_by, reason,"
                + " dropped_at FROM duly_parked_drop WHERE group_id = ? AND id > ? ORDER BY"
                + " group_id, id LIMIT ?")) {
      select.setString(1, group);
      select.setLong(2, after);
      select.setInt(3, max);
      List<ParkedDrop> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new ParkedDrop(
                  rows.getLong(1),
                  group,
                  ParkingTable.text(rows.getBytes(2)),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7),
                  columns.requiredTime(rows, 8)));
        }
      }
      return found;
    }
  }

  Optional<ParkedState> state(
      Connection connection, String group, String channel, String messageId, MessageKey key)
      throws SQLException {
    if (has(connection, "duly_parked", group, channel, messageId, key)) {
      return Optional.of(ParkedState.WAITS);
    }
    return has(connection, "duly_parked_drop", group, channel, messageId, key)
        ? Optional.of(ParkedState.DROPPED)
        : Optional.empty();
  }

  private boolean has(
      Connection connection,
      String table,
      String group,
      String channel,
      String messageId,
      MessageKey key)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM "
                + table
                + " WHERE dedupe_key = ? AND group_id = ? AND channel = ? AND message_id = ? LIMIT 1")) {
      columns.setKey(select, 1, key.toUuid());
      select.setString(2, group);
      select.setString(3, channel);
      select.setString(4, messageId);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }
}
