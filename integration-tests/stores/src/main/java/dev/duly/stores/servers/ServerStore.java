/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.servers;

import dev.duly.jdbc.MariaDb;
import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.Store;

/** A store of whichever product its URL names. */
public final class ServerStore {
  private ServerStore() {}

  /** A store with a pool of its own. */
  public static Store open(String url, String user, String password) {
    return url.startsWith("jdbc:postgresql:")
        ? PostgreSql.store(url, user, password)
        : MariaDb.store(url, user, password);
  }
}
