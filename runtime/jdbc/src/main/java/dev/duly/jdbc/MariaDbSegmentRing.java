/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Empties a segment with statements of which each commits by itself. Whoever does holds a lock of
 * the server's for as long as the block runs there, and frees the segment last: so nobody empties
 * what is filled again, and one that was cut off is begun anew.
 */
final class MariaDbSegmentRing extends SegmentRing {
  // Not before all numbers up to the last are committed: the head is locked by then.
  private static final MariaDbBlock ROTATE =
      new MariaDbBlock(
          "DECLARE full SMALLINT; DECLARE free SMALLINT; DECLARE last BIGINT; DECLARE rotated BOOLEAN"
              + " DEFAULT FALSE; ",
          "SELECT segment, last_number INTO full, last FROM duly_queue_head WHERE id = 1 AND segment"
              + " = ? FOR UPDATE; SELECT MIN(number) INTO free FROM duly_queue_segment WHERE opened_at"
              + " IS NULL; IF full IS NOT NULL AND free IS NOT NULL THEN UPDATE duly_queue_segment SET"
              + " closed_at = UTC_TIMESTAMP(6), last_id = last WHERE number = full AND opened_at <"
              + " UTC_TIMESTAMP(6) - INTERVAL ? * 1000 MICROSECOND AND first_id < last; IF ROW_COUNT()"
              + " = 1 THEN UPDATE duly_queue_segment SET opened_at = UTC_TIMESTAMP(6), closed_at ="
              + " NULL, first_id = last, last_id = NULL WHERE number = free; UPDATE duly_queue_head"
              + " SET segment = free, version = GREATEST(version + 1, "
              + MariaDbQueueSql.CLOCK
              + ") WHERE id = 1; SET rotated = TRUE; END IF; END IF; ",
          "SELECT rotated");

  private static final String OVER =
      "SELECT number, last_id FROM duly_queue_segment WHERE closed_at < UTC_TIMESTAMP(6) - INTERVAL ?"
          + " * 1000 MICROSECOND ORDER BY last_id LIMIT 1";

  private static final Segments.Statements UNSETTLED =
      new Segments.Statements(
          "SELECT EXISTS (SELECT 1 FROM duly_queue_message_%d m STRAIGHT_JOIN duly_queue_subscription"
              + " r ON FIND_IN_SET(r.id, m.recipients) STRAIGHT_JOIN duly_queue_shard p FORCE INDEX"
              + " (PRIMARY) ON p.subscription = r.id AND p.shard = m.shard AND p.settled_to < m.id"
              + " LEFT JOIN duly_queue_settled_%d s FORCE INDEX (PRIMARY) ON s.subscription = r.id AND"
              + " s.message = m.id WHERE s.message IS NULL)");

  private static final String RELEASE = "DO RELEASE_LOCK(CONCAT('duly.queue.', MD5(DATABASE())))";

  // Whoever waits for a table keeps others from it, and a report may take long: so it does not
  // wait.
  private static final String TRUNCATE = "SET STATEMENT lock_wait_timeout = 0 FOR TRUNCATE TABLE ";

  private static final Segments.Statements EMPTY =
      new Segments.Statements(
          "BEGIN NOT ATOMIC DECLARE emptied BOOLEAN DEFAULT FALSE; DECLARE EXIT HANDLER FOR"
              + " SQLEXCEPTION BEGIN "
              + RELEASE
              + "; RESIGNAL; END; IF GET_LOCK(CONCAT('duly.queue.', MD5(DATABASE())), 0) = 1 THEN IF"
              + " EXISTS (SELECT 1 FROM duly_queue_segment WHERE number = %d AND last_id = ? AND"
              + " closed_at IS NOT NULL) THEN "
              + TRUNCATE
              + "duly_queue_message_%d; "
              + TRUNCATE
              + "duly_queue_settled_%d; UPDATE duly_queue_segment SET opened_at = NULL, closed_at ="
              + " NULL WHERE number = %d; SET emptied = TRUE; END IF; "
              + RELEASE
              + "; END IF; SELECT emptied; END");

  MariaDbSegmentRing(Duration kept) {
    super(kept, OVER, UNSETTLED);
  }

  @Override
  boolean rotate(Connection connection, int segment) throws SQLException {
    return ROTATE.run(
        connection,
        block -> {
          block.setInt(1, segment);
          block.setLong(2, slice().toMillis());
        },
        MariaDbBlock.Answer::isTrue);
  }

  @Override
  boolean empty(Database database) throws SQLException {
    return database.runAlone(
        connection -> {
          Optional<Over> oldest = over(connection);
          return oldest.isPresent() && empty(connection, oldest.get());
        });
  }

  private static boolean empty(Connection connection, Over oldest) throws SQLException {
    try (PreparedStatement block = connection.prepareStatement(EMPTY.of(oldest.number()))) {
      block.setLong(1, oldest.last());
      try (ResultSet rows = block.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    } catch (SQLException e) {
      release(connection, e);
      throw e;
    }
  }

  /** A statement that is cancelled comes past the handler, and leaves the lock with the pool. */
  private static void release(Connection connection, SQLException reason) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(RELEASE);
    } catch (SQLException gone) {
      // With the connection.
      reason.addSuppressed(gone);
    }
  }
}
