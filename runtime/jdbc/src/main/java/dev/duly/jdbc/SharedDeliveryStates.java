/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BiPredicate;

/** Where a message stands for each group; that it runs is known of this process only. */
final class SharedDeliveryStates {
  private final QueueSql sql;
  private final BiPredicate<Integer, Long> running;

  /** With {@code running} to tell whether a subscription's delivery is handed out. */
  SharedDeliveryStates(QueueSql sql, BiPredicate<Integer, Long> running) {
    this.sql = sql;
    this.running = running;
  }

  Map<String, DeliveryState> find(
      Connection connection, int channel, String messageId, MessageKey key) throws SQLException {
    DeliveryStages stages = new DeliveryStages();
    try (PreparedStatement select = connection.prepareStatement(find())) {
      int parameter = 1;
      for (int segment = 1; segment <= Segments.COUNT; segment++) {
        sql.columns().setKey(select, parameter++, key.toUuid());
        select.setInt(parameter++, channel);
        select.setString(parameter++, messageId);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String verdict = rows.getString(4);
          if (verdict == null) {
            stages.unsettled(rows.getString(2), running.test(rows.getInt(1), rows.getLong(3)));
          } else {
            stages.settled(rows.getString(2), Verdict.valueOf(verdict));
          }
        }
      }
    }
    return stages.states();
  }

  /** Each segment by itself: it has its settlements. */
  private String find() {
    return new Segments.Statements(
            "SELECT s.id, s.group_id, m.id, t.verdict FROM duly_queue_message_%d m JOIN"
                + " duly_queue_subscription s ON "
                + sql.gets("s.id")
                + " LEFT JOIN duly_queue_settled_%d t ON t.message = m.id AND t.subscription = s.id"
                + " WHERE m.dedupe_key = ? AND m.channel = ? AND m.message_id = ? AND (t.verdict IS"
                + " NULL OR t.verdict <> 'IGNORED')")
        .all(" UNION ALL ");
  }
}
