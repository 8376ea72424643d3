/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database made for one test and dropped with it.
 *
 * @param url the JDBC URL
 * @param user may do everything in it
 */
public record Database(String url, String user, String password, String name, DatabaseServer server)
    implements AutoCloseable {
  public Connection connect() throws SQLException {
    return new Address(url, user, password).connect();
  }

  /** Ends the connections to it and drops it. */
  @Override
  public void close() throws SQLException {
    server.drop(name);
  }

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
