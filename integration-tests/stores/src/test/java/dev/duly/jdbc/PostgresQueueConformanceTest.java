/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.runtime.transport.Transport;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import dev.duly.testing.conformance.TransportConformance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresQueueConformanceTest extends TransportConformance {
  private static PostgresServer server;

  private @Nullable Database database;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.find();
  }

  /** The databases of the tests go with it. */
  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  protected Transport open(Clock clock) {
    try {
      Database current = database == null ? server.createDatabase() : database;
      database = current;
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(current.url());
      config.setUsername(current.user());
      config.setPassword(current.password());
      HikariDataSource pool = new HikariDataSource(config);
      return PostgreSql.queue(
          pool,
          List.of(pool),
          new PostgresQueue.Terms(Duration.ofDays(1), Duration.ofSeconds(10)),
          clock);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
