/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The business rows that go with messages. */
final class Bookings {
  static final String INSERT = "INSERT INTO booking (note) VALUES ('booked')";

  private Bookings() {}

  static void create(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE booking (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note TEXT)");
    }
  }

  static void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.executeUpdate();
    }
  }
}
