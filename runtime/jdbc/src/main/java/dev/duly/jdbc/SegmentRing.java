/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Opens the next segment when it is time, and empties those that are done with. */
abstract class SegmentRing {
  // A segment is a slice of the time that is kept; one is being filled, and one being emptied.
  private static final int SLICES = Segments.COUNT - 2;
  private static final Duration SHORTEST_SLICE = Duration.ofMillis(250);

  private static final String BEHIND =
      "SELECT EXISTS (SELECT 1 FROM duly_queue_shard WHERE settled_to < ?)";

  private final Duration kept;
  private final String over;
  private final Segments.Statements unsettled;

  /**
   * @param over asks for the oldest segment that is kept long enough. Parameter: how long, in
   *     milliseconds. Gives its number and the number of its last message
   * @param unsettled asks whether something in a segment is not settled
   */
  SegmentRing(Duration kept, String over, Segments.Statements unsettled) {
    this.kept = kept;
    this.over = over;
    this.unsettled = unsettled;
  }

  /** A segment that is kept long enough, and the number of its last message. */
  record Over(int number, long last) {}

  final Duration slice() {
    Duration slice = kept.dividedBy(SLICES);
    return slice.compareTo(SHORTEST_SLICE) < 0 ? SHORTEST_SLICE : slice;
  }

  /** Opens the next segment if the one in use is old enough and another is free. */
  abstract boolean rotate(Connection connection, int segment) throws SQLException;

  /**
   * Empties the oldest segment if nobody needs it any more.
   *
   * @return whether it has
   */
  abstract boolean empty(Database database) throws SQLException;

  /** The oldest one, if nobody needs it any more. */
  final Optional<Over> over(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(over)) {
      select.setLong(1, kept.toMillis());
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          Over oldest = new Over(rows.getInt(1), rows.getLong(2));
          return isNeeded(connection, oldest) ? Optional.empty() : Optional.of(oldest);
        }
        return Optional.empty();
      }
    }
  }

  private boolean isNeeded(Connection connection, Over oldest) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BEHIND)) {
      select.setLong(1, oldest.last());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        if (!rows.getBoolean(1)) {
          return false;
        }
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(unsettled.of(oldest.number()))) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
