/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What an append depends on. It locks the row of the head and is refused if the version is another
 * by then: so no message goes to a segment that is closed, or past a group that has subscribed.
 *
 * @param version goes up with each change of the rest
 * @param segment the open segment
 * @param shards how many a subscription has
 * @param routing who subscribes
 */
record QueueHead(long version, int segment, int shards, Routing routing) {

  /** Reads it; {@code locked} keeps it as it is until the transaction ends. */
  static QueueHead read(Connection connection, SharedSubscriptionTable table, boolean locked)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version, segment, shards FROM duly_queue_head WHERE id = 1"
                    + (locked ? " FOR UPDATE" : ""))) {
      rows.next();
      // The version before the rest: if that is newer, the next append finds out.
      return new QueueHead(
          rows.getLong(1), rows.getInt(2), rows.getInt(3), new Routing(table.all(connection)));
    }
  }

  /** Says that it is another; the row must be locked. */
  static void change(Connection connection, QueueSql sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.changeHead());
    }
  }

  /** The last number that was given out; while the head is locked, all up to it are committed. */
  static long lastNumber(Connection connection, QueueSql sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.lastNumber())) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
