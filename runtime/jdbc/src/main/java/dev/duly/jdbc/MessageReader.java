/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the messages of a subscription's shards, in their order. */
abstract class MessageReader {
  private final Columns columns;

  MessageReader(Columns columns) {
    this.columns = columns;
  }

  /**
   * What to read.
   *
   * @param after the message before the first
   * @param upTo the last
   * @param settled whether some may have been settled
   * @param max how many
   * @param bytes how much of bodies, but for the last
   */
  record Range(
      QueuedSubscription subscription,
      int channel,
      Collection<Integer> shards,
      long after,
      long upTo,
      boolean settled,
      int max,
      long bytes) {}

  abstract List<LoadedMessage> read(Connection connection, int segment, Range range)
      throws SQLException;

  /** From rows of number, shard, partition key, headers, body and time of sending. */
  final List<LoadedMessage> messages(ResultSet rows, int segment) throws SQLException {
    List<LoadedMessage> messages = new ArrayList<>();
    while (rows.next()) {
      messages.add(
          new LoadedMessage(
              new QueuedMessage(
                  rows.getLong(1),
                  rows.getString(3),
                  HeaderBytes.read(rows.getBytes(4)),
                  rows.getBytes(5),
                  columns.requiredTime(rows, 6)),
              rows.getInt(2),
              segment));
    }
    return messages;
  }
}
