/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MySqlStoreTest extends ServerStoreConformance {
  private static DatabaseServer server;

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
  protected DatabaseServer server() {
    return server;
  }

  @Override
  protected Store open(Database database) {
    return Product.MYSQL.store(database);
  }

  @Override
  protected String hurry() {
    return "UPDATE duly_inbox SET keep_until = keep_until - INTERVAL 1000 * ? MICROSECOND";
  }
}
