/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a database is and who may use it; the URL is JDBC's, with the database in its path. */
record Address(String url, String user, String password) {
  Connection connect(String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("user", user);
    all.setProperty("password", password);
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    return DriverManager.getConnection(url, all);
  }

  Address inDatabase(String name) {
    int parameters = url.indexOf('?');
    String tail = parameters < 0 ? "" : url.substring(parameters);
    String head = url.substring(0, url.length() - tail.length());
    int path = head.indexOf('/', head.indexOf("//") + 2);
    return new Address(
        (path < 0 ? head : head.substring(0, path)) + "/" + name + tail, user, password);
  }

  /** The URI in a JDBC URL: its host, its port, its path. */
  static URI uri(String url) {
    return URI.create(url.substring("jdbc:".length()));
  }

  /** Without the password: this ends up in the messages of failed tests. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
