/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends messages that are still kept once more, to one group. */
final class Replaying {
  private static final int BATCH = 200;
  private final Database database;
  private final QueueSql sql;
  private final Sending sending;
  private final Segments.Statements sent;

  Replaying(Database database, QueueSql sql, Sending sending) {
    this.database = database;
    this.sql = sql;
    this.sending = sending;
    this.sent =
        new Segments.Statements(
            "SELECT m.id, m.message_id, m.dedupe_key, m.partition_key, m.headers, m.body FROM"
                + " duly_queue_message_%d m JOIN duly_queue_subscription c ON c.id = m.channel WHERE"
                + " c.channel = ? AND c.group_id = '' AND m.id > ? AND m.id <= ? AND "
                + sql.gets("?")
                + " AND m.sent_at >= ? ORDER BY m.id LIMIT ?");
  }

  long replay(QueuedSubscription to, Instant since) throws SQLException {
    long last = database.runAlone(connection -> QueueHead.lastNumber(connection, sql));
    long replayed = 0;
    for (Segments.Segment segment : database.runAlone(Segments::used)) {
      long after = 0;
      Batch batch = read(segment, to, since, after, last);
      while (!batch.messages().isEmpty()) {
        sending.sendTo(to, batch.messages());
        replayed += batch.messages().size();
        batch = read(segment, to, since, batch.last(), last);
      }
    }
    return replayed;
  }

  private record Batch(List<Outgoing> messages, long last) {}

  private Batch read(
      Segments.Segment segment, QueuedSubscription to, Instant since, long after, long upTo)
      throws SQLException {
    return database.runAlone(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sent.of(segment.number()))) {
            select.setString(1, to.channel());
            select.setLong(2, after);
            select.setLong(3, upTo);
            select.setInt(4, to.id());
            sql.columns().setTime(select, 5, Times.of(since));
            select.setInt(6, BATCH);
            return batch(select, to.channel());
          }
        });
  }

  private Batch batch(PreparedStatement select, String channel) throws SQLException {
    List<Outgoing> messages = new ArrayList<>();
    long last = 0;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        last = rows.getLong(1);
        messages.add(sql.columns().message(rows, channel, 2));
      }
    }
    return new Batch(messages, last);
  }
}
