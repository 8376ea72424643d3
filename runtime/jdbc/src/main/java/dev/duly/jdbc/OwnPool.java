/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.duly.runtime.store.Store;
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
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    return config;
  }

  /**
   * A store over a new pool.
   *
   * @param open takes the pool, and what is to close with the store
   */
  static Store store(HikariConfig config, BiFunction<DataSource, List<AutoCloseable>, Store> open) {
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
