/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys as 16 bytes and times as dates in UTC that know no time zone: nothing a session or a driver
 * is set to changes them.
 */
final class BinaryColumns extends Columns {
  private static final int KEY_BYTES = 16;

  static byte[] bytes(UUID key) {
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(key.getMostSignificantBits())
        .putLong(key.getLeastSignificantBits())
        .array();
  }

  @Override
  void setKey(PreparedStatement statement, int index, @Nullable UUID key) throws SQLException {
    statement.setBytes(index, key == null ? null : bytes(key));
  }

  @Override
  @Nullable UUID key(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  @Override
  void setTime(PreparedStatement statement, int index, @Nullable OffsetDateTime time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.TIMESTAMP);
    } else {
      statement.setObject(index, time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }
  }

  @Override
  @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
    return inUtc(row.getObject(column, LocalDateTime.class));
  }

  @Override
  @Nullable OffsetDateTime time(ResultSet row, int column) throws SQLException {
    return inUtc(row.getObject(column, LocalDateTime.class));
  }

  private static @Nullable OffsetDateTime inUtc(@Nullable LocalDateTime time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
