/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Says in the database how long keys are kept, before the first of them is: nobody drops a
 * partition that somebody's window still needs, and there is one for each day of it.
 */
final class InboxWindows {
  private static final Duration DAY = Duration.ofDays(1);

  /** Parameters: window in microseconds, whether without a stable time, the same again, scope. */
  private static final String DECLARE =
      "UPDATE duly_scope SET kept_for = greatest(kept_for, ? * INTERVAL '1 microsecond'),"
          + " untimed_until = CASE WHEN ? THEN greatest(untimed_until, duly_inbox_now() + 2 * (? *"
          + " INTERVAL '1 microsecond' + INTERVAL '1 day')) ELSE untimed_until END WHERE id = ?";

  private final Database database;
  private final ConcurrentMap<Scope, Declared> declared = new ConcurrentHashMap<>();

  InboxWindows(Database database) {
    this.database = database;
  }

  private record Scope(int number, boolean timed) {}

  /**
   * @param nanos when, by the clock of this process that nobody sets
   */
  private record Declared(Duration window, long nanos) {
    /** What was said holds for twice as long as this. */
    boolean covers(Scope scope, Duration asked) {
      return window.compareTo(asked) >= 0
          && (scope.timed()
              || Duration.ofNanos(System.nanoTime() - nanos).compareTo(window.plus(DAY)) < 0);
    }
  }

  /** Whether {@link #declare} has nothing to say. */
  boolean areDeclared(int number, boolean timed, Duration window) {
    Scope scope = new Scope(number, timed);
    Declared known = declared.get(scope);
    return known != null && known.covers(scope, window);
  }

  /** On a connection of its own: it must be known before anything is claimed by it. */
  void declare(int number, boolean timed, Duration window) throws SQLException {
    if (areDeclared(number, timed, window)) {
      return;
    }
    Scope scope = new Scope(number, timed);
    Declared known = declared.get(scope);
    Duration longest =
        known == null || window.compareTo(known.window()) > 0 ? window : known.window();
    long now = System.nanoTime();
    database.write(
        connection -> {
          write(connection, scope, longest);
          return true;
        });
    declared.put(scope, new Declared(longest, now));
  }

  private static void write(Connection connection, Scope scope, Duration window)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(DECLARE);
        Statement make = connection.createStatement()) {
      long micros = TimeUnit.MICROSECONDS.convert(window);
      update.setLong(1, micros);
      update.setBoolean(2, !scope.timed());
      update.setLong(3, micros);
      update.setInt(4, scope.number());
      update.executeUpdate();
      make.execute("SELECT duly_inbox_make()");
    }
  }
}
