/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the messages are: a ring of tables that are filled one after the other and emptied as a
 * whole. Deleting rows would leave them in the way of every reader for as long as the oldest
 * transaction of the server runs, and emptying a table does not.
 */
final class Segments {
  static final int COUNT = 8;

  /** One statement for each segment: the names of tables cannot be parameters. */
  static final class Statements {
    private final List<String> statements = new ArrayList<>();

    /** From a text with {@code %d} for the number of the segment. */
    Statements(String text) {
      for (int number = 1; number <= COUNT; number++) {
        statements.add(text.replace("%d", Integer.toString(number)));
      }
    }

    String of(int segment) {
      return statements.get(segment - 1);
    }

    /** One text of all. */
    String all(String between) {
      return String.join(between, statements);
    }
  }

  /**
   * A segment with messages above {@code after}, up to {@code last}.
   *
   * @param last {@link Long#MAX_VALUE} while it is filled
   */
  record Segment(int number, long after, long last) {
    boolean isOpen() {
      return last == Long.MAX_VALUE;
    }
  }

  private volatile List<Segment> known = List.of();

  /** The segment to read after the message {@code position}, as far as is known. */
  Segment after(long position) {
    List<Segment> all = known;
    return all.stream()
        .filter(segment -> segment.last() > position)
        .findFirst()
        .orElse(all.get(all.size() - 1));
  }

  void refresh(Connection connection) throws SQLException {
    known = List.copyOf(used(connection));
  }

  /** The segments in use, oldest first. */
  static List<Segment> used(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT number, first_id, CASE WHEN closed_at IS NULL THEN 9223372036854775807 ELSE"
                    + " last_id END FROM duly_queue_segment WHERE opened_at IS NOT NULL ORDER BY"
                    + " closed_at IS NULL, first_id, last_id");
        ResultSet rows = select.executeQuery()) {
      List<Segment> used = new ArrayList<>();
      while (rows.next()) {
        used.add(new Segment(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
      }
      return used;
    }
  }
}
