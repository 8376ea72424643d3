/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A pool has as many connections as there are units of work at a time, and no more. */
class SmallPoolTest {
  private static final int CONNECTIONS = 4;
  private static final int PATIENCE = 60;

  /**
   * The first claims of a scope write what is to be known of it: they need no second connection.
   */
  @EachProduct
  void asManyUnitsAsConnectionsClaimAtTheSameTime(Product product) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        HikariDataSource pool = new HikariDataSource(pool(database));
        Store store = product.store(pool)) {
      for (String scope : List.of("billing/order-placed", "mail/order-placed")) {
        CyclicBarrier begun = new CyclicBarrier(CONNECTIONS);
        List<Future<List<Claim>>> claims = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          ClaimRequest request =
              new ClaimRequest(scope, KeyDigest.of("o-" + i), Duration.ofDays(7), false);
          claims.add(
              threads.submit(
                  () -> {
                    try (UnitOfWork unit = store.begin()) {
                      begun.await(PATIENCE, TimeUnit.SECONDS);
                      List<Claim> answers = unit.claim(List.of(request));
                      unit.commit();
                      return answers;
                    }
                  }));
        }
        for (Future<List<Claim>> each : claims) {
          assertThat(each.get(PATIENCE, TimeUnit.SECONDS)).containsExactly(Claim.FRESH);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static HikariConfig pool(Database database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(CONNECTIONS);
    // What waits for a connection that nobody gives back fails soon.
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    return config;
  }
}
