/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where keys are filed in PostgreSQL, as it was when somebody looked.
 *
 * @param phase what tells whether it is still like this
 * @param generations the buckets that keys without a stable time are filed in: one, or two at a
 *     seam
 * @param others the buckets of the other generations, which are only looked at: those before, and
 *     one that is made ahead
 * @param days the buckets of stable times that there are
 * @param changing scopes that may remember keys without a stable time
 */
record InboxLayout(
    long phase,
    List<Integer> generations,
    List<Integer> others,
    List<Days> days,
    Set<Integer> changing) {
  private static final int PHASE = 100_000;

  /**
   * Some days in one partition.
   *
   * @param past the first that is not in it any more
   */
  record Days(int first, int past) {}

  /** Looks, first at the phase: what is older than that does not change any more. */
  static InboxLayout read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long phase = phase(statement);
      int inUse = (int) (phase / PHASE);
      int before = (int) (phase % PHASE);
      List<Integer> generations = before == 0 ? List.of(-inUse) : List.of(-inUse, -before);
      List<Integer> others = new ArrayList<>();
      List<Days> days = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT generation, first, past FROM duly_inbox_partition WHERE attached ORDER BY"
                  + " first")) {
        while (rows.next()) {
          if (!rows.getBoolean(1)) {
            days.add(new Days(rows.getInt(2), rows.getInt(3)));
          } else if (!generations.contains(rows.getInt(2))) {
            others.add(rows.getInt(2));
          }
        }
      }
      return new InboxLayout(phase, generations, others, days, changing(statement));
    }
  }

  private static Set<Integer> changing(Statement statement) throws SQLException {
    Set<Integer> changing = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id FROM duly_scope WHERE untimed_until > duly_inbox_now()")) {
      while (rows.next()) {
        changing.add(rows.getInt(1));
      }
    }
    return changing;
  }

  /** Whether this is how it is now. */
  boolean isCurrent(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return phase(statement) == phase;
    }
  }

  private static long phase(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT last_value FROM duly_inbox_phase")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  boolean hasDay(int day) {
    return days.stream().anyMatch(some -> some.first() <= day && day < some.past());
  }

  InboxLayout withDays(List<Days> found) {
    return new InboxLayout(phase, generations, others, found, changing);
  }

  /**
   * Buckets as a statement names them. They are part of its text, not parameters: the server then
   * plans for these partitions, and locks no others.
   */
  static String list(Iterable<Integer> buckets) {
    List<Integer> all = new ArrayList<>();
    buckets.forEach(all::add);
    return all.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
