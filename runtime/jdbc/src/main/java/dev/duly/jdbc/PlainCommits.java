/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The server makes a commit durable before it answers. */
final class PlainCommits implements Commits {

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  @Override
  public void close() {
    // The server goes on without us.
  }
}
