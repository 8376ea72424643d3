/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import dev.duly.testing.conformance.ParkingConformance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresParkingTest extends ParkingConformance {
  private static PostgresServer server;

  private @Nullable Database database;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.find();
  }

  /** The databases of the tests go with it. */
  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  /** The server ends what a dead process has left open. */
  private static void endTheProcessBefore(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
              + " current_database() AND pid <> pg_backend_pid()");
    }
  }

  @Override
  protected Store open(Clock clock) {
    try {
      Database current = database == null ? server.createDatabase() : database;
      database = current;
      endTheProcessBefore(current);
      return PostgreSql.store(current.url(), current.user(), current.password());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
