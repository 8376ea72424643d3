/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresQueueConformanceTest extends SharedQueueConformance {
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
  SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms, Clock clock) {
    return PostgreSql.queue(source, owned, terms, clock);
  }
}
