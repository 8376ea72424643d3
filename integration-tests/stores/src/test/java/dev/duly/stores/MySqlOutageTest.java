/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MySqlOutageTest extends OutageTest {
  private static DatabaseServer server;

  MySqlOutageTest() {
    super(Product.MYSQL);
  }

  @BeforeAll
  static void startServer() {
    server = Product.MYSQL.own();
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
    return "SELECT COUNT(*) FROM information_schema.innodb_trx";
  }
}
