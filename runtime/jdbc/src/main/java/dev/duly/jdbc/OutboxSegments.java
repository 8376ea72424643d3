/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.jdbc.OutboxProgress.Gap;
import dev.duly.runtime.store.OutboxEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * An outbox in two tables that are filled in turns and emptied as a whole: rows that were deleted
 * would be in the way of the relay for as long as the oldest transaction of the server runs.
 * Messages may be in either at any time, so both are always read; which one a writer fills is only
 * a matter of when they can be emptied.
 */
final class OutboxSegments extends OutboxTable {
  private static final String LOCKED = "55P03";
  private static final String COLUMNS =
      "id, channel, message_id, dedupe_key, partition_key, headers, body";

  // One snapshot for all: of two runs that follow each other none may be seen without the first.
  private static final String ABOVE =
      "(SELECT %s FROM (SELECT * FROM duly_outbox UNION ALL SELECT * FROM duly_outbox_2) m WHERE id"
          + " > ? ORDER BY id LIMIT ?)";
  private static final String IN_GAPS =
      " UNION ALL (SELECT "
          + COLUMNS
          + " FROM unnest(?, ?) AS g (low, high) CROSS JOIN LATERAL (SELECT * FROM"
          + " duly_outbox s WHERE s.id BETWEEN g.low AND g.high ORDER BY s.id LIMIT ?) m) UNION ALL"
          + " (SELECT "
          + COLUMNS
          + " FROM unnest(?, ?) AS g (low, high) CROSS JOIN LATERAL (SELECT * FROM"
          + " duly_outbox_2 s WHERE s.id BETWEEN g.low AND g.high ORDER BY s.id LIMIT ?) m)";
  private static final String READ =
      "SELECT %s, txid_snapshot_xmin(txid_current_snapshot()) FROM (%s) m ORDER BY id LIMIT ?";

  private static final String READ_ABOVE = READ.formatted(COLUMNS, ABOVE.formatted(COLUMNS));
  private static final String READ_ALL =
      READ.formatted(COLUMNS, ABOVE.formatted(COLUMNS) + IN_GAPS);

  private volatile int current = 1;

  OutboxSegments(Dialect dialect) {
    super(dialect);
  }

  /** Both hold messages of everybody: which one is used here is told by whoever reads the relay. */
  void use(int segment) {
    current = segment;
  }

  @Override
  String table() {
    return table(current);
  }

  static String table(int segment) {
    return segment == 1 ? "duly_outbox" : "duly_outbox_2";
  }

  /**
   * What was read in one look.
   *
   * @param oldest the oldest transaction that ran then
   */
  record Look(List<OutboxEntry> entries, boolean complete, long oldest) {
    List<Long> numbers() {
      return entries.stream().map(OutboxEntry::id).toList();
    }
  }

  /** The oldest messages that are not confirmed. */
  Look look(Connection connection, OutboxProgress progress, int max) throws SQLException {
    boolean gaps = !progress.gaps().isEmpty();
    try (PreparedStatement select = connection.prepareStatement(gaps ? READ_ALL : READ_ABOVE)) {
      int index = 1;
      select.setLong(index++, progress.sentTo());
      select.setInt(index++, max);
      for (int segment = 1; gaps && segment <= 2; segment++) {
        select.setArray(index++, numbers(connection, progress, Gap::from));
        select.setArray(index++, numbers(connection, progress, Gap::to));
        select.setInt(index++, max);
      }
      select.setInt(index, max);
      List<OutboxEntry> entries = new ArrayList<>();
      long oldest = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
          oldest = rows.getLong(8);
        }
      }
      return new Look(entries, entries.size() < max, oldest);
    }
  }

  /**
   * Empties a segment if nobody writes to it and all of it is confirmed. Needs READ COMMITTED: what
   * was committed before the table was locked must be seen.
   *
   * @return whether it is empty; if not, the caller rolls back to where it was
   */
  static boolean empty(Connection connection, int segment, OutboxProgress progress)
      throws SQLException {
    String table = table(segment);
    try (Statement statement = connection.createStatement()) {
      if (!exists(statement, "SELECT 1 FROM " + table)) {
        return true;
      }
      // Not a moment's wait: whoever came after us would wait too.
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE NOWAIT");
      if (isNeeded(connection, table, progress)) {
        return false;
      }
      statement.execute("TRUNCATE " + table);
      return true;
    } catch (SQLException e) {
      if (LOCKED.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isNeeded(Connection connection, String table, OutboxProgress progress)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT 1 FROM "
                + table
                + " WHERE id > ?) OR EXISTS (SELECT 1 FROM unnest(?, ?) AS g (low, high) JOIN "
                + table
                + " m ON m.id BETWEEN g.low AND g.high)")) {
      select.setLong(1, progress.sentTo());
      select.setArray(2, numbers(connection, progress, Gap::from));
      select.setArray(3, numbers(connection, progress, Gap::to));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT EXISTS (" + query + ")")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /** One number of each gap. */
  static Array numbers(Connection connection, OutboxProgress progress, ToLongFunction<Gap> number)
      throws SQLException {
    return connection.createArrayOf(
        "bigint", progress.gaps().stream().map(number::applyAsLong).toArray());
  }
}
