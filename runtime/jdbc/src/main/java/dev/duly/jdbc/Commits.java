/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** How a commit becomes durable. */
interface Commits extends AutoCloseable {

  /** Throws if nothing could be committed now, whatever it were. */
  default void requireWritable() throws SQLException {
    // A server says so itself.
  }

  /** Commits and returns when it is durable; when it throws, the outcome is unknown. */
  void commit(Connection connection) throws SQLException;

  /** Ends it, and with it the database if it runs in this process. */
  @Override
  void close() throws SQLException;
}
