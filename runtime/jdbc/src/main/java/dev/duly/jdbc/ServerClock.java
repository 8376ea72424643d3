/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * The time of the database, for processes that do not agree on theirs: asked now and then, and told
 * in between by a clock that nobody sets. Right but for half a round trip.
 */
final class ServerClock extends Clock {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);

  private final DataSource source;
  private final Told told;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Reading last;

  /** What the server said, and when. */
  private record Reading(Instant time, long nanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  ServerClock(DataSource source, Told told) throws SQLException {
    this.source = source;
    this.told = told;
    this.last = ask();
  }

  /** The time of a server. */
  @FunctionalInterface
  interface Told {
    Instant by(Connection connection) throws SQLException;
  }

  @Override
  public Instant instant() {
    Reading reading = last;
    Duration age = reading.age();
    if (age.compareTo(ASKED_AGAIN_AFTER) > 0) {
      reading = askAgain(reading);
      age = reading.age();
    }
    return reading.time().plus(age);
  }

  /** One asks for all: those who want to know hold a connection, and there may be no more. */
  private Reading askAgain(Reading known) {
    if (!asking.tryLock()) {
      return known;
    }
    try {
      last = ask();
      return last;
    } catch (SQLException unreachable) {
      // What the time is for cannot be done either, and says so itself.
      return known;
    } finally {
      asking.unlock();
    }
  }

  private Reading ask() throws SQLException {
    try (Connection connection = source.getConnection()) {
      long before = System.nanoTime();
      try {
        Instant time = told.by(connection);
        long after = System.nanoTime();
        return new Reading(time, before + (after - before) / 2);
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants have no zone");
  }
}
