/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads with one statement that is planned for what is there. */
final class PostgresMessageReader extends MessageReader {
  // The tables are emptied and filled again, and the server plans by what it knew of them: a plan
  // that reads a whole table was right when it was empty.
  private static final String BY_INDEX =
      "SELECT set_config('enable_seqscan', 'off', TRUE), set_config('enable_bitmapscan', 'off',"
          + " TRUE); ";

  // Up to the message with which the bodies get too long.
  private static final String READ =
      BY_INDEX
          + "SELECT id, shard, partition_key, headers, body, sent_at FROM (SELECT m.*,"
          + " SUM(octet_length(m.body)) OVER (ORDER BY m.id) - octet_length(m.body) AS before FROM"
          + " (SELECT m.id, m.shard, m.partition_key, m.headers, m.body, m.sent_at FROM"
          + " duly_queue_message_%d m WHERE m.channel = ? AND m.id > ? AND m.id <= ? AND m.shard ="
          + " ANY (?) AND ? = ANY (m.recipients)";
  private static final String UNSETTLED =
      " AND NOT EXISTS (SELECT 1 FROM duly_queue_settled_%d s WHERE s.subscription = ? AND s.message"
          + " = m.id)";
  private static final String IN_ORDER =
      " ORDER BY m.channel, m.id LIMIT ?) m) n WHERE before < ? ORDER BY id";

  private final Segments.Statements fresh = new Segments.Statements(READ + IN_ORDER);
  private final Segments.Statements mixed = new Segments.Statements(READ + UNSETTLED + IN_ORDER);

  PostgresMessageReader() {
    super(Columns.TYPED);
  }

  @Override
  List<LoadedMessage> read(Connection connection, int segment, Range range) throws SQLException {
    String sql = (range.settled() ? mixed : fresh).of(segment);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int parameter = 1;
      select.setInt(parameter++, range.channel());
      select.setLong(parameter++, range.after());
      select.setLong(parameter++, range.upTo());
      select.setArray(
          parameter++, connection.createArrayOf("int2", range.shards().toArray(Integer[]::new)));
      select.setInt(parameter++, range.subscription().id());
      if (range.settled()) {
        select.setInt(parameter++, range.subscription().id());
      }
      select.setInt(parameter++, range.max());
      select.setLong(parameter, range.bytes());
      select.execute();
      select.getMoreResults();
      try (ResultSet rows = select.getResultSet()) {
        return messages(rows, segment);
      }
    }
  }
}
