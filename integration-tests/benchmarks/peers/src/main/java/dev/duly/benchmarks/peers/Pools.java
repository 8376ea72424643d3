/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.servers.Database;

/** The pool that each peer gets. */
final class Pools {
  private Pools() {}

  static HikariDataSource open(Database database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(Contender.CONNECTIONS);
    // Their batches of inserts become inserts of many rows.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }
}
