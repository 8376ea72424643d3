/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.shop.data.OrderBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The shop's own tables, beside Duly's in one database. */
final class Tables {
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS stock(
            product_id VARCHAR(100) PRIMARY KEY, units INT NOT NULL)""",
          """
          CREATE TABLE IF NOT EXISTS stock_movement(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            product_id VARCHAR(100) NOT NULL, quantity INT NOT NULL, reason VARCHAR(8) NOT NULL)""",
          "CREATE INDEX IF NOT EXISTS stock_movement_order ON stock_movement(order_id)",
          """
          CREATE INDEX IF NOT EXISTS stock_movement_product
            ON stock_movement(product_id, quantity)""",
          """
          CREATE TABLE IF NOT EXISTS payment(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            customer_id VARCHAR(100) NOT NULL, amount DECIMAL(19, 4) NOT NULL,
            reason VARCHAR(8) NOT NULL)""",
          "CREATE INDEX IF NOT EXISTS payment_order ON payment(order_id)",
          """
          CREATE TABLE IF NOT EXISTS stock_answer(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            lines INT NOT NULL, refusal VARCHAR(200))""",
          "CREATE INDEX IF NOT EXISTS stock_answer_order ON stock_answer(order_id)",
          """
          CREATE TABLE IF NOT EXISTS payment_answer(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            customer_id VARCHAR(100) NOT NULL, total DECIMAL(19, 4) NOT NULL,
            refusal VARCHAR(200))""",
          "CREATE INDEX IF NOT EXISTS payment_answer_order ON payment_answer(order_id)",
          """
          CREATE TABLE IF NOT EXISTS mail(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            customer_id VARCHAR(100) NOT NULL, subject VARCHAR(500) NOT NULL)""",
          """
          CREATE TABLE IF NOT EXISTS sale(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            lines INT NOT NULL, total DECIMAL(19, 4) NOT NULL, outcome VARCHAR(8) NOT NULL)""",
          """
          CREATE TABLE IF NOT EXISTS instalment_plan(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id VARCHAR(100) NOT NULL,
            customer_id VARCHAR(100) NOT NULL, total DECIMAL(19, 4) NOT NULL)""",
          """
          CREATE TABLE IF NOT EXISTS worker_life(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            started_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE)""");

  private Tables() {}

  /** Creates what is missing and, in a new shop, fills the shelves with what the file sells. */
  static void prepare(Store store, OrderBook orders) throws SQLException {
    try (UnitOfWork unit = store.begin()) {
      Connection db = unit.transaction().connection();
      try (Statement create = db.createStatement()) {
        for (String statement : SCHEMA) {
          create.execute(statement);
        }
      }
      unit.commit();
    }
    try (UnitOfWork unit = store.begin()) {
      Connection db = unit.transaction().connection();
      if (isEmpty(db)) {
        fill(db, orders);
      }
      unit.commit();
    }
  }

  /** Notes that a worker begins its life. */
  static void born(Store store) throws SQLException {
    execute(store, "INSERT INTO worker_life(ended_at) VALUES (NULL)");
  }

  /** Notes that the worker ends in good order; a killed one leaves no note. */
  static void ended(Store store) throws SQLException {
    execute(
        store,
        """
        UPDATE worker_life SET ended_at = CURRENT_TIMESTAMP
        WHERE id = (SELECT MAX(id) FROM worker_life)""");
  }

  private static void execute(Store store, String sql) throws SQLException {
    try (UnitOfWork unit = store.begin();
        Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute(sql);
      unit.commit();
    }
  }

  private static boolean isEmpty(Connection db) throws SQLException {
    try (Statement query = db.createStatement();
        ResultSet row = query.executeQuery("SELECT 1 FROM stock LIMIT 1")) {
      return !row.next();
    }
  }

  private static void fill(Connection db, OrderBook orders) throws SQLException {
    try (PreparedStatement fill = db.prepareStatement("INSERT INTO stock VALUES (?, ?)")) {
      for (Map.Entry<String, Integer> product : orders.unitsByProduct().entrySet()) {
        fill.setString(1, product.getKey());
        fill.setInt(2, product.getValue());
        fill.addBatch();
      }
      fill.executeBatch();
    }
  }
}
