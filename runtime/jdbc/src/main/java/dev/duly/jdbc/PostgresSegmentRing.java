/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Empties a segment in the transaction that holds its row. */
final class PostgresSegmentRing extends SegmentRing {
  // Not before all numbers up to the last are committed: the head is locked by then.
  private static final String ROTATE =
      "WITH head AS MATERIALIZED (SELECT h.segment FROM duly_queue_head h WHERE h.id = 1 AND"
          + " h.segment = ? FOR UPDATE), free AS MATERIALIZED (SELECT number FROM duly_queue_segment"
          + " WHERE opened_at IS NULL ORDER BY number LIMIT 1), closing AS (UPDATE"
          + " duly_queue_segment s SET closed_at = clock_timestamp(), last_id ="
          + " pg_sequence_last_value(CAST('duly_queue_number' AS regclass)) FROM head, free WHERE"
          + " s.number = head.segment AND s.opened_at < clock_timestamp() - ? * INTERVAL '1"
          + " millisecond' AND s.first_id <"
          + " pg_sequence_last_value(CAST('duly_queue_number' AS regclass)) RETURNING s.last_id),"
          + " opening AS (UPDATE duly_queue_segment s SET opened_at = clock_timestamp(), closed_at ="
          + " NULL, first_id = closing.last_id, last_id = NULL FROM closing, free WHERE s.number ="
          + " free.number RETURNING s.number) UPDATE duly_queue_head h SET segment = opening.number,"
          + " version = h.version + 1 FROM opening WHERE h.id = 1";

  private static final String OVER =
      "SELECT number, last_id FROM duly_queue_segment WHERE closed_at < clock_timestamp() - ? *"
          + " INTERVAL '1 millisecond' ORDER BY last_id LIMIT 1 FOR UPDATE SKIP LOCKED";

  private static final Segments.Statements UNSETTLED =
      new Segments.Statements(
          "SELECT EXISTS (SELECT 1 FROM duly_queue_message_%d m CROSS JOIN unnest(m.recipients) AS r"
              + " (subscription) JOIN duly_queue_shard p ON p.subscription = r.subscription AND"
              + " p.shard = m.shard AND p.settled_to < m.id WHERE NOT EXISTS (SELECT 1 FROM"
              + " duly_queue_settled_%d s WHERE s.subscription = r.subscription AND s.message ="
              + " m.id))");

  // One text, so that the locks are not held while this process does something else. Whoever waits
  // for a table keeps others from it, and a report may take long.
  private static final Segments.Statements EMPTY =
      new Segments.Statements(
          "SET LOCAL lock_timeout = '100ms'; TRUNCATE duly_queue_message_%d, duly_queue_settled_%d;"
              + " UPDATE duly_queue_segment SET opened_at = NULL, closed_at = NULL WHERE number ="
              + " %d; COMMIT");

  PostgresSegmentRing(Duration kept) {
    super(kept, OVER, UNSETTLED);
  }

  @Override
  boolean rotate(Connection connection, int segment) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ROTATE)) {
      update.setInt(1, segment);
      update.setLong(2, slice().toMillis());
      return update.executeUpdate() == 1;
    }
  }

  @Override
  boolean empty(Database database) throws SQLException {
    return database.write(this::empty);
  }

  /** Ends the transaction if it empties one. */
  private boolean empty(Connection connection) throws SQLException {
    Optional<Over> oldest = over(connection);
    if (oldest.isEmpty()) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(EMPTY.of(oldest.get().number()));
    }
    return true;
  }
}
