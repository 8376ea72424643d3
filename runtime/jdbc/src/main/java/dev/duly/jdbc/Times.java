/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as the tables hold them: UTC, to the microsecond. */
final class Times {
  private Times() {}

  static OffsetDateTime now(Clock clock) {
    return of(clock.instant());
  }

  static OffsetDateTime of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static Instant read(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
