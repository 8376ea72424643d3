/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.testing.conformance.StoreConformance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every store must do, on a server: its windows end by the server's clock. */
public abstract class ServerStoreConformance extends StoreConformance {
  private @Nullable Database database;

  /** For subclasses. */
  protected ServerStoreConformance() {}

  /** Where the databases of the tests are made. */
  protected abstract DatabaseServer server();

  protected abstract Store open(Database database) throws SQLException;

  /** Brings the end of all windows nearer. Parameter: by how many milliseconds. */
  protected abstract String hurry();

  @Override
  protected final Store open(Clock clock) {
    try {
      Database current = database == null ? create() : database;
      database = current;
      return open(current);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Database create() throws SQLException {
    Database created = server().createDatabase();
    try (Connection connection = created.connect();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE conformance (id VARCHAR(100) PRIMARY KEY)");
    }
    return created;
  }

  @Override
  protected final void elapse(Duration time) {
    if (database == null) {
      throw new AssertionError("no store is open");
    }
    try (Connection connection = database.connect();
        PreparedStatement move = connection.prepareStatement(hurry())) {
      move.setLong(1, time.toMillis());
      move.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The server runs on this machine. */
  @Override
  protected final Instant now() {
    return Instant.now();
  }

  @Override
  protected final void writeRow(UnitOfWork unit, String key) throws SQLException {
    try (PreparedStatement insert =
        unit.transaction().connection().prepareStatement("INSERT INTO conformance VALUES (?)")) {
      insert.setString(1, key);
      insert.executeUpdate();
    }
  }

  @Override
  protected final boolean hasRow(Store store, String key) throws SQLException {
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
