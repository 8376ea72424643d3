/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.runtime.transport.Transport;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.testing.conformance.TransportConformance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What every transport must do, of a shared queue on a server. */
abstract class SharedQueueConformance extends TransportConformance {
  private @Nullable Database database;

  abstract DatabaseServer server();

  abstract SharedQueue queue(
      DataSource source, List<AutoCloseable> owned, ServerQueue.Terms terms, Clock clock);

  @Override
  protected final Transport open(Clock clock) {
    try {
      Database current = database == null ? server().createDatabase() : database;
      database = current;
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(current.url());
      config.setUsername(current.user());
      config.setPassword(current.password());
      HikariDataSource pool = new HikariDataSource(config);
      return queue(
          pool,
          List.of(pool),
          new ServerQueue.Terms(Duration.ofDays(1), Duration.ofSeconds(10)),
          clock);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
