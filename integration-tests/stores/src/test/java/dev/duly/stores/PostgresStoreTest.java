/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import dev.duly.testing.conformance.StoreConformance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresStoreTest extends StoreConformance {
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

  /** Windows end by the clock of the server, so time passes there. */
  @Override
  protected Store open(Clock clock) {
    try {
      Database current = database == null ? create() : database;
      database = current;
      return PostgreSql.store(current.url(), current.user(), current.password());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Database create() throws SQLException {
    Database created = server.createDatabase();
    try (Connection connection = created.connect();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE conformance (id VARCHAR PRIMARY KEY)");
    }
    return created;
  }

  @Override
  protected void elapse(Duration time) {
    if (database == null) {
      throw new AssertionError("no store is open");
    }
    try (Connection connection = database.connect();
        PreparedStatement move =
            connection.prepareStatement(
                "UPDATE duly_inbox SET keep_until = keep_until - ? * INTERVAL '1 millisecond'")) {
      move.setLong(1, time.toMillis());
      move.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected void writeRow(UnitOfWork unit, String key) throws SQLException {
    try (PreparedStatement insert =
        unit.transaction().connection().prepareStatement("INSERT INTO conformance VALUES (?)")) {
      insert.setString(1, key);
      insert.executeUpdate();
    }
  }

  @Override
  protected boolean hasRow(Store store, String key) throws SQLException {
    try (UnitOfWork unit = store.begin();
        PreparedStatement select =
            unit.transaction()
                .connection()
                .prepareStatement("SELECT 1 FROM conformance WHERE id = ?")) {
      select.setString(1, key);
      return select.executeQuery().next();
    }
  }
}
