/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads by the primary key, whatever the server knows of tables that are emptied and filled again:
 * first which messages, then those, so that no body is copied to be counted.
 */
final class MariaDbMessageReader extends MessageReader {
  // Up to the message with which the bodies get too long.
  private static final String READ =
      "SELECT m.id, m.shard, m.partition_key, m.headers, m.body, m.sent_at FROM (SELECT id, SUM(size)"
          + " OVER (ORDER BY id) - size AS before_it FROM (SELECT m.id, m.size FROM"
          + " duly_queue_message_%d m FORCE INDEX (PRIMARY)";
  private static final String RANGE =
      " WHERE m.channel = ? AND m.id > ? AND m.id <= ? AND FIND_IN_SET(m.shard, ?) AND"
          + " FIND_IN_SET(?, m.recipients)";
  private static final String IN_ORDER =
      " ORDER BY m.id LIMIT ?) k) n STRAIGHT_JOIN duly_queue_message_%d m FORCE INDEX (PRIMARY) ON"
          + " m.channel = ? AND m.id = n.id WHERE n.before_it < ? ORDER BY n.id";

  private static final String SETTLED =
      " LEFT JOIN duly_queue_settled_%d s FORCE INDEX (PRIMARY) ON s.subscription = ? AND s.message ="
          + " m.id";
  private static final String IS_NOT = " AND s.message IS NULL";

  private final Segments.Statements fresh = new Segments.Statements(READ + RANGE + IN_ORDER);
  private final Segments.Statements mixed =
      new Segments.Statements(READ + SETTLED + RANGE + IS_NOT + IN_ORDER);

  MariaDbMessageReader(Columns columns) {
    super(columns);
  }

  @Override
  List<LoadedMessage> read(Connection connection, int segment, Range range) throws SQLException {
    String sql = (range.settled() ? mixed : fresh).of(segment);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int parameter = 1;
      if (range.settled()) {
        select.setInt(parameter++, range.subscription().id());
      }
      select.setInt(parameter++, range.channel());
      select.setLong(parameter++, range.after());
      select.setLong(parameter++, range.upTo());
      select.setString(
          parameter++,
          range.shards().stream().map(String::valueOf).collect(Collectors.joining(",")));
      select.setInt(parameter++, range.subscription().id());
      select.setInt(parameter++, range.max());
      select.setInt(parameter++, range.channel());
      select.setLong(parameter, range.bytes());
      try (ResultSet rows = select.executeQuery()) {
        return messages(rows, segment);
      }
    }
  }
}
