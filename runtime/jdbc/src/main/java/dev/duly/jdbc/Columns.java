/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a database takes and gives keys and times; here, one that has a type for each. */
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
}
