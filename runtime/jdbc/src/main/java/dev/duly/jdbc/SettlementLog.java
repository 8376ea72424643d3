/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Appends what became of deliveries, as long as the process that says so is a member: the row of a
 * member that was put out is gone, and whoever puts it out waits for the statement that has it.
 */
abstract class SettlementLog {

  /** How one delivery ended. */
  record Entry(int segment, int subscription, long message, String verdict) {}

  /** Whether the member was there; what was settled before keeps its verdict. */
  final boolean append(Connection connection, long member, List<Entry> entries)
      throws SQLException {
    Map<Integer, List<Entry>> bySegment =
        entries.stream()
            .collect(Collectors.groupingBy(Entry::segment, TreeMap::new, Collectors.toList()));
    for (Map.Entry<Integer, List<Entry>> part : bySegment.entrySet()) {
      if (!append(connection, member, part.getKey(), part.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #append(Connection, long, List)}, in one segment and one statement. */
  abstract boolean append(Connection connection, long member, int segment, List<Entry> entries)
      throws SQLException;
}
