/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import dev.duly.stores.ServerStoreConformance;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What the store says to MySQL, said to MariaDB, which takes it as well: a build has no MySQL at
 * hand.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MariaDbAsMySqlTest extends ServerStoreConformance {
  private static DatabaseServer server;

  @BeforeAll
  static void startServer() {
    server = Product.MARIADB.find();
  }

  /** The databases of the tests go with it. */
  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  protected DatabaseServer server() {
    return server;
  }

  @Override
  protected Store open(Database database) throws SQLException {
    Product.MARIADB.endConnections(database);
    return MariaDb.openAsMySql(
        Product.MARIADB.source(database, "read committed"), Clock.systemUTC());
  }

  @Override
  protected String hurry() {
    return "UPDATE duly_inbox SET keep_until = keep_until - INTERVAL 1000 * ? MICROSECOND";
  }
}
