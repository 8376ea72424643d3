/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Short questions to one database. */
final class Sql {
  private final Connection db;

  Sql(Connection db) {
    this.db = db;
  }

  /** What one row becomes. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(String question, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement query = db.prepareStatement(question)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      List<T> answer = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          answer.add(row.read(rows));
        }
      }
      return answer;
    }
  }

  <T> T one(String question, Row<T> row, Object... parameters) throws SQLException {
    return list(question, row, parameters).get(0);
  }

  long count(String question, Object... parameters) throws SQLException {
    return one(question, row -> row.getLong(1), parameters);
  }
}
