/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a database takes and gives keys, times and messages; here, one with a type for each. */
class Columns {
  static final Columns TYPED = new Columns();

  void setKey(PreparedStatement statement, int index, @Nullable UUID key) throws SQLException {
    statement.setObject(index, key);
  }

  @Nullable UUID key(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  /** The key of a column that cannot be null. */
  final UUID requiredKey(ResultSet row, int column) throws SQLException {
    UUID key = key(row, column);
    if (key == null) {
      throw new SQLException("column " + column + " holds no key", "22004");
    }
    return key;
  }

  void setTime(PreparedStatement statement, int index, @Nullable OffsetDateTime time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, time);
    }
  }

  @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class);
  }

  @Nullable OffsetDateTime time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class);
  }

  /** The time of a column that cannot be null. */
  final Instant requiredTime(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = time(row, column);
    if (time == null) {
      throw new SQLException("column " + column + " holds no time", "22004");
    }
    return time.toInstant();
  }

  /** Sets channel, message id, key, partition key, headers and body, one after the other. */
  final void setMessage(PreparedStatement statement, int first, Outgoing message)
      throws SQLException {
    MessageKey key = message.key();
    statement.setString(first, message.channel());
    statement.setString(first + 1, message.messageId());
    setKey(statement, first + 2, key == null ? null : key.toUuid());
    statement.setString(first + 3, message.partitionKey());
    statement.setBytes(first + 4, HeaderBytes.write(message.headers()));
    statement.setBytes(first + 5, message.body());
  }

  /** A message of {@code channel}, from message id, key, partition key, headers and body. */
  final Outgoing message(ResultSet row, String channel, int first) throws SQLException {
    UUID key = key(row, first + 1);
    return new Outgoing(
        channel,
        row.getString(first),
        key == null ? null : MessageKey.of(key),
        row.getString(first + 2),
        HeaderBytes.read(row.getBytes(first + 3)),
        row.getBytes(first + 4));
  }
}
