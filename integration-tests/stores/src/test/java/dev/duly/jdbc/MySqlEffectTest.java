/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import dev.duly.testing.conformance.EffectConformance;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In the package of the store, for a clock that can be set. */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MySqlEffectTest extends EffectConformance {
  private static DatabaseServer server;

  private @Nullable Database database;

  @BeforeAll
  static void startServer() {
    server = Product.MYSQL.find();
  }

  /** The databases of the tests go with it. */
  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  protected Store open(Clock clock) {
    try {
      Database current = database == null ? server.createDatabase() : database;
      database = current;
      Product.MYSQL.endConnections(current);
      return MariaDb.open(Product.MYSQL.source(current, "repeatable read"), List.of(), clock);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
