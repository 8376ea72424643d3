/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The small numbers that stand for scopes; a name keeps its number for ever. */
final class ScopeNumbers {
  private final Database database;
  private final String addScope;
  private final ConcurrentMap<String, Integer> known = new ConcurrentHashMap<>();

  ScopeNumbers(Database database) {
    this.database = database;
    this.addScope = database.dialect().addScope();
  }

  /** Whether a number is at hand: else it takes a connection. */
  boolean knows(String scope) {
    return known.containsKey(scope);
  }

  int of(String scope) throws SQLException {
    Integer number = known.get(scope);
    return number != null ? number : register(scope);
  }

  private synchronized int register(String scope) throws SQLException {
    Integer number = known.get(scope);
    if (number == null) {
      number = database.write(connection -> findOrAdd(connection, scope));
      known.put(scope, number);
    }
    return number;
  }

  private int findOrAdd(Connection connection, String scope) throws SQLException {
    int found = find(connection, scope);
    if (found > 0) {
      return found;
    }
    try (PreparedStatement insert = connection.prepareStatement(addScope)) {
      insert.setString(1, scope);
      insert.executeUpdate();
    }
    return find(connection, scope);
  }

  private static int find(Connection connection, String scope) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM duly_scope WHERE name = ?")) {
      select.setString(1, scope);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }
}
