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
  private SharedDatabase() {}

  static void drop(DatabaseServer server, String name) throws SQLException {
    // An open transaction would hold the drop up, for a day by default.
    for (String connection : connectionsTo(server, name)) {
      server.execute("KILL CONNECTION " + connection);
    }
    server.execute("DROP DATABASE IF EXISTS " + name);
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
