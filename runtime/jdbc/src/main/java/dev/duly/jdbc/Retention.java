/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a settled message stays for the ledger. Walks the messages from the oldest, a batch at a
 * time, and removes those that every group has settled long enough ago.
 */
final class Retention {
  private static final String NEXT =
      "SELECT m.id, m.sent_at, EXISTS (SELECT 1 FROM duly_subscription s JOIN duly_delivery d ON"
          + " d.subscription = s.id AND d.message = m.id WHERE s.channel = m.channel) OR EXISTS"
          + " (SELECT 1 FROM duly_settled t WHERE t.message = m.id AND t.settled_at > ?) FROM"
          + " (SELECT id, sent_at, channel FROM duly_message WHERE id > ? ORDER BY id FETCH FIRST ?"
          + " ROWS ONLY) m ORDER BY m.id";

  private final Clock clock;
  private final Duration kept;
  private long walkedTo;

  Retention(Clock clock, Duration kept) {
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * Does one batch.
   *
   * @return whether there is more to walk at once
   */
  boolean purge(Connection connection, int batch) throws SQLException {
    OffsetDateTime cutoff = Times.now(clock).minus(kept);
    List<Long> over = new ArrayList<>();
    boolean more = false;
    long reached = 0;
    try (PreparedStatement select = connection.prepareStatement(NEXT)) {
      select.setObject(1, cutoff);
      select.setLong(2, walkedTo);
      select.setInt(3, batch);
      int walked = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next() && !rows.getObject(2, OffsetDateTime.class).isAfter(cutoff)) {
          walked++;
          reached = rows.getLong(1);
          if (!rows.getBoolean(3)) {
            over.add(reached);
          }
        }
      }
      more = walked == batch;
    }
    delete(connection, "DELETE FROM duly_settled WHERE message = ?", over);
    delete(connection, "DELETE FROM duly_message WHERE id = ?", over);
    // A message that is kept is looked at again on the next walk.
    walkedTo = more ? reached : 0;
    return more;
  }

  private static void delete(Connection connection, String sql, List<Long> messages)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (long message : messages) {
        delete.setLong(1, message);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
