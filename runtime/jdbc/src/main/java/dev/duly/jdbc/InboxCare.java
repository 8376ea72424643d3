/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the partitions of the inbox ahead, goes on to the next generation, and drops what is over;
 * nobody who claims waits for any of it. What is due is decided by functions in the database, which
 * also work for users who may not change tables.
 */
final class InboxCare {
  private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(1685416059)";
  private static final String UNLOCK = "SELECT pg_advisory_unlock(1685416059)";

  /** Whether this user may detach beside others, which needs no lock that is in anybody's way. */
  private static final String BESIDE_OTHERS =
      "SELECT CAST(current_setting('server_version_num') AS integer) >= 140000 AND"
          + " pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = CAST('duly_inbox' AS regclass)";

  private static final String HALF_DETACHED =
      "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent ="
          + " CAST('duly_inbox' AS regclass) AND i.inhdetachpending";

  private final Database database;

  InboxCare(Database database) {
    this.database = database;
  }

  /** Makes what will be needed soon. */
  void prepare() throws SQLException {
    // Two transactions: what the second makes public must have been committed by the first.
    call("SELECT duly_inbox_make()");
    call("SELECT duly_inbox_turn()");
  }

  private void call(String function) throws SQLException {
    try {
      database.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(function);
            }
          });
    } catch (SQLException e) {
      later(e);
    }
  }

  /**
   * Drops partitions that are over. A transaction that is in the way keeps them until the next
   * call.
   */
  void drop() throws SQLException {
    try {
      database.runAlone(
          connection -> {
            if (isTrue(connection, TRY_LOCK)) {
              try {
                dropAlone(connection);
              } finally {
                isTrue(connection, UNLOCK);
              }
            }
            return true;
          });
    } catch (SQLException e) {
      later(e);
    }
  }

  /** Somebody is in the way: it is done next time. */
  private void later(SQLException e) throws SQLException {
    if (!database.dialect().isLockFailure(e)) {
      throw e;
    }
  }

  private static void dropAlone(Connection connection) throws SQLException {
    boolean besideOthers = isTrue(connection, BESIDE_OTHERS);
    List<String> begun = besideOthers ? names(connection, HALF_DETACHED) : List.of();
    List<String> over = names(connection, "SELECT duly_inbox_over()");
    over.removeAll(begun);
    try (Statement statement = connection.createStatement()) {
      String timeout = text(connection, "SHOW lock_timeout");
      // Outside of a transaction, where such a detachment has to be.
      statement.execute("SET lock_timeout = '50ms'");
      try {
        for (String name : begun) {
          statement.execute("ALTER TABLE duly_inbox DETACH PARTITION " + name + " FINALIZE");
        }
        for (String name : over) {
          statement.execute(
              besideOthers
                  ? "ALTER TABLE duly_inbox DETACH PARTITION " + name + " CONCURRENTLY"
                  : "SELECT duly_inbox_detach('" + name + "')");
        }
      } finally {
        statement.execute("SELECT set_config('lock_timeout', '" + timeout + "', false)");
      }
      statement.execute("SELECT duly_inbox_drop()");
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static @Nullable String text(Connection connection, String query) throws SQLException {
    List<String> values = names(connection, query);
    return values.isEmpty() ? null : values.get(0);
  }

  private static List<String> names(Connection connection, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
