/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.testing.conformance.ParkingConformance;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The parking of a store on a server. */
abstract class ServerParkingConformance extends ParkingConformance {
  private final Product product;
  private @Nullable Database database;

  ServerParkingConformance(Product product) {
    this.product = product;
  }

  abstract DatabaseServer server();

  @Override
  protected final Store open(Clock clock) {
    try {
      Database current = database == null ? server().createDatabase() : database;
      database = current;
      // The server ends what a dead process has left open.
      product.endConnections(current);
      return product.store(current);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
