/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** How a commit becomes durable. */
interface Commits extends AutoCloseable {

  /** Commits and returns when it is durable; when it throws, the outcome is unknown. */
  void commit(Connection connection) throws SQLException;

  /** Ends it, and with it the database if it runs in this process. */
  @Override
  void close() throws SQLException;
}
