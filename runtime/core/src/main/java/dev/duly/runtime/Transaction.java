/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import java.sql.Connection;

/**
 * The transaction a handler's effect, its dedupe row and its outgoing messages share. It commits
 * when the handler has returned and rolls back when it has thrown; a handler never commits by hand.
 */
public interface Transaction {

  /**
   * The connection of the transaction, on a JDBC store. Closing it does nothing; committing or
   * rolling it back is refused.
   *
   * @throws UnsupportedOperationException on a store without JDBC
   */
  Connection connection();

  /**
   * The store's own view of the transaction.
   *
   * @throws IllegalArgumentException if the store has none of that type
   */
  <T> T unwrap(Class<T> type);
}
