/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class MariaDbQueueTest extends SharedQueueTest {
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
  DatabaseServer server() {
    return server;
  }

  @Override
  QueueSql sql() {
    return new MariaDbQueueSql(1 << 20);
  }

  /** Of the whole server: those of others may be among them. */
  @Override
  String isBlocked() {
    return "SELECT variable_value FROM information_schema.global_status WHERE variable_name ="
        + " 'INNODB_ROW_LOCK_CURRENT_WAITS'";
  }

  @Override
  String now() {
    return "SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ')";
  }

  @Override
  String size(String pattern) {
    return "SELECT SUM(file_size) FROM information_schema.innodb_sys_tablespaces WHERE name LIKE"
        + " CONCAT(DATABASE(), '/"
        + pattern
        + "')";
  }

  @Override
  String createUser(String user) {
    return "CREATE USER " + user + " IDENTIFIED BY 'secret'";
  }

  /** What the query of the documentation gives. */
  @Override
  List<String> grants(Database database) throws IOException, SQLException {
    String query =
        documentation().stream()
            .filter(line -> line.startsWith("SELECT CONCAT('GRANT "))
            .findFirst()
            .orElseThrow();
    List<String> grants = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        grants.add(rows.getString(1));
      }
    }
    return grants;
  }

  @Override
  List<String> dropUser(String user) {
    return List.of("DROP USER " + user);
  }
}
