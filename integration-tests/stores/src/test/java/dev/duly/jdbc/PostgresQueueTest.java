/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresQueueTest extends SharedQueueTest {
  private static DatabaseServer server;

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.find();
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
    return new PostgresQueueSql();
  }

  @Override
  String isBlocked() {
    return "SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT"
        + " l.granted AND a.datname = current_database()";
  }

  @Override
  String now() {
    return "SELECT (to_json(clock_timestamp() AT TIME ZONE 'UTC') #>> '{}') || 'Z'";
  }

  @Override
  String size(String pattern) {
    return "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE '"
        + pattern
        + "' AND relkind = 'r'";
  }

  @Override
  String createUser(String user) {
    return "CREATE USER " + user + " PASSWORD 'secret'";
  }

  @Override
  List<String> grants(Database database) throws IOException {
    return documentation().stream().filter(line -> line.startsWith("GRANT ")).toList();
  }

  @Override
  List<String> dropUser(String user) {
    return List.of("DROP OWNED BY " + user, "DROP USER " + user);
  }
}
