/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages of channels that nobody consumes: dead letters, most of the time. */
abstract class RestingRows {
  private final Columns columns;
  private final String oldest;

  /**
   * @param columns how the database gives times
   * @param oldest the query for the oldest, in order. Parameters: channel, number they come after,
   *     how many. Gives number, headers, body, time of sending
   */
  RestingRows(Columns columns, String oldest) {
    this.columns = columns;
    this.oldest = oldest;
  }

  final List<Stored> after(Connection connection, int channel, long after, int max)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(oldest)) {
      select.setInt(1, channel);
      select.setLong(2, after);
      select.setInt(3, max);
      List<Stored> messages = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(
              new Stored(
                  Long.toString(rows.getLong(1)),
                  HeaderBytes.read(rows.getBytes(2)),
                  rows.getBytes(3),
                  columns.requiredTime(rows, 4)));
        }
      }
      return messages;
    }
  }

  final Optional<Stored> find(Connection connection, int channel, long id) throws SQLException {
    return after(connection, channel, id - 1, 1).stream()
        .filter(message -> message.id().equals(Long.toString(id)))
        .findFirst();
  }

  abstract void remove(Connection connection, int channel, long id) throws SQLException;
}
