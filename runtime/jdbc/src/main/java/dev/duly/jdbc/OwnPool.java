/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** The pool of a store on a server that is not given one. It closes with the store. */
final class OwnPool {
  private static final int CONNECTIONS = 20;

  private OwnPool() {}

  /** The same on every server. */
  static HikariConfig config(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("duly");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setAutoCommit(false);
    // A setting that is made in a transaction goes when that is rolled back.
    config.setIsolateInternalQueries(true);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    return config;
  }

  /**
   * Opens something over a new pool.
   *
   * @param open takes the pool, and what it is to close in the end
   */
  static <T> T open(HikariConfig config, BiFunction<DataSource, List<AutoCloseable>, T> open) {
    HikariDataSource pool = pool(config);
    try {
      return open.apply(pool, List.of(pool));
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException refused
          ? SqlFailures.startup(refused)
          : SqlFailures.noPool(e);
    } catch (RuntimeException e) {
      throw SqlFailures.noPool(e);
    }
  }
}
