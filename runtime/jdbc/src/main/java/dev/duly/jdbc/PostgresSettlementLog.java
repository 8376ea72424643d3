/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Settlements as arrays. */
final class PostgresSettlementLog extends SettlementLog {
  private static final String SETTLE =
      "WITH owner AS MATERIALIZED (SELECT id FROM duly_queue_member WHERE id = ? FOR KEY SHARE),"
          + " settled AS (INSERT INTO duly_queue_settled_%d (subscription, message, verdict,"
          + " settled_at) SELECT u.subscription, u.message, u.verdict, clock_timestamp() FROM owner"
          + " CROSS JOIN unnest(CAST(? AS INTEGER[]), CAST(? AS BIGINT[]), CAST(? AS TEXT[])) u"
          + " (subscription, message, verdict) ON CONFLICT DO NOTHING) SELECT COUNT(*) FROM owner";

  private final Segments.Statements settle = new Segments.Statements(SETTLE);

  @Override
  boolean append(Connection connection, long member, int segment, List<Entry> entries)
      throws SQLException {
    Integer[] subscriptions = entries.stream().map(Entry::subscription).toArray(Integer[]::new);
    Long[] messages = entries.stream().map(Entry::message).toArray(Long[]::new);
    String[] verdicts = entries.stream().map(Entry::verdict).toArray(String[]::new);
    try (PreparedStatement insert = connection.prepareStatement(settle.of(segment))) {
      insert.setLong(1, member);
      insert.setArray(2, connection.createArrayOf("int4", subscriptions));
      insert.setArray(3, connection.createArrayOf("int8", messages));
      insert.setArray(4, connection.createArrayOf("text", verdicts));
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return rows.getLong(1) == 1;
      }
    }
  }
}
