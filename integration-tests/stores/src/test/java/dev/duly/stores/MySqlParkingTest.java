/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MySqlParkingTest extends ServerParkingConformance {
  private static DatabaseServer server;

  MySqlParkingTest() {
    super(Product.MYSQL);
  }

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
  DatabaseServer server() {
    return server;
  }
}
