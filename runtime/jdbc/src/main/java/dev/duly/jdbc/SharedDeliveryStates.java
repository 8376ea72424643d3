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
  private static final String FIND =
      "SELECT s.id, s.group_id, m.id, t.verdict FROM duly_queue_message m JOIN"
          + " duly_queue_subscription s ON s.id = ANY (m.recipients) LEFT JOIN duly_queue_settled t"
          + " ON t.message = m.id AND t.subscription = s.id WHERE m.dedupe_key = ? AND m.channel = ?"
          + " AND m.message_id = ? AND t.verdict IS DISTINCT FROM 'IGNORED'";

  private final BiPredicate<Integer, Long> running;

  /** With {@code running} to tell whether a subscription's delivery is handed out. */
  SharedDeliveryStates(BiPredicate<Integer, Long> running) {
    this.running = running;
  }

  Map<String, DeliveryState> find(
      Connection connection, int channel, String messageId, MessageKey key) throws SQLException {
    DeliveryStages stages = new DeliveryStages();
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setObject(1, key.toUuid());
      select.setInt(2, channel);
      select.setString(3, messageId);
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
}
