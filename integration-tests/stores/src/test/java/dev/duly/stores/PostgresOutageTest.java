/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresOutageTest extends OutageTest {
  private static DatabaseServer server;

  PostgresOutageTest() {
    super(Product.POSTGRES);
  }

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.own();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  DatabaseServer server() {
    return server;
  }

  @Override
  String relays() {
    return "SELECT COUNT(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname ="
        + " 'duly_relay'";
  }
}
