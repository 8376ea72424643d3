/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a unit of work: on a connection of a pool, or of the application's manager.
 */
interface OpenUnit {
  Connection connection();

  /**
   * Makes everything durable.
   *
   * @param transactionId of its claim, null where it has none
   */
  void commit(@Nullable String transactionId) throws SQLException;

  /** Rolls back, unless it was committed, and gives back what it had. */
  void close() throws SQLException;
}
