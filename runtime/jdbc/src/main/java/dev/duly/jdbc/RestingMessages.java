/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Messages at rest among the others: as a delivery to nobody. */
final class RestingMessages extends RestingRows {
  RestingMessages() {
    super(
        Columns.TYPED,
        "SELECT m.id, m.headers, m.body, m.sent_at FROM (SELECT d.message FROM duly_delivery d"
            + " WHERE d.subscription = ? AND d.message > ? ORDER BY d.subscription, d.message"
            + " FETCH FIRST ? ROWS ONLY) n JOIN duly_message m ON m.id = n.message ORDER BY"
            + " n.message");
  }

  @Override
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
