/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of MariaDB or MySQL and whoever is connected to it: the same on both. */
final class SharedDatabase {
  private static final int NO_SUCH_THREAD = 1094;

  private SharedDatabase() {}

  static void drop(DatabaseServer server, String name) throws SQLException {
    // An open transaction would hold the drop up, for a day by default.
    for (String connection : connectionsTo(server, name)) {
      end(server, connection);
    }
    server.execute("DROP DATABASE IF EXISTS " + name);
  }

  private static void end(DatabaseServer server, String connection) throws SQLException {
    try {
      server.execute("KILL CONNECTION " + connection);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
      // It has ended by itself meanwhile.
    }
  }

  private static List<String> connectionsTo(DatabaseServer server, String database)
      throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = server.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id FROM information_schema.processlist WHERE db = ?")) {
      query.setString(1, database);
      ResultSet row = query.executeQuery();
      while (row.next()) {
        all.add(row.getString(1));
      }
    }
    return all;
  }
}
