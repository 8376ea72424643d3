/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.handlers;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.Transaction;
import dev.duly.shop.messages.OrderFailed;
import dev.duly.shop.messages.OrderLine;
import dev.duly.shop.messages.OrderPlaced;
import dev.duly.shop.messages.StockOutcome;
import dev.duly.shop.messages.StockReserved;
import dev.duly.shop.messages.StockShort;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets stock aside for an order, all of it or nothing, and puts it back when the order failed.
 *
 * <p>One lane: two orders at once could both see the last unit.
 */
@HandlerGroup("inventory")
@Owner(team = "warehouse", contact = "#warehouse", runbook = "https://duly.dev/shop#inventory")
@Concurrency(lanes = 1, inFlight = 400, batch = 100)
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class Inventory {
  private static final String ON_HAND =
      """
      SELECT s.units + COALESCE(
          (SELECT SUM(m.quantity) FROM stock_movement m WHERE m.product_id = s.product_id), 0)
      FROM stock s WHERE s.product_id = ?""";
  private static final String RESERVE =
      """
      INSERT INTO stock_movement(order_id, product_id, quantity, reason)
      VALUES (?, ?, ?, 'RESERVED')""";
  private static final String RELEASE =
      """
      INSERT INTO stock_movement(order_id, product_id, quantity, reason)
      SELECT order_id, product_id, -quantity, 'RELEASED'
      FROM stock_movement WHERE order_id = ? AND reason = 'RESERVED'""";

  @MessageHandler
  @Idempotent
  StockOutcome reserve(OrderPlaced order, Transaction tx) throws SQLException {
    Connection db = tx.connection();
    for (Map.Entry<String, Integer> wanted : unitsByProduct(order).entrySet()) {
      if (onHand(db, wanted.getKey()) < wanted.getValue()) {
        return new StockShort(
            order.orderId(), order.lines().size(), wanted.getKey(), order.placedAt());
      }
    }
    try (PreparedStatement reserve = db.prepareStatement(RESERVE)) {
      for (OrderLine line : order.lines()) {
        reserve.setString(1, order.orderId());
        reserve.setString(2, line.productId());
        reserve.setInt(3, -line.quantity());
        reserve.addBatch();
      }
      reserve.executeBatch();
    }
    return new StockReserved(order.orderId(), order.lines().size(), order.placedAt());
  }

  @MessageHandler
  @Idempotent
  void release(OrderFailed order, Transaction tx) throws SQLException {
    try (PreparedStatement release = tx.connection().prepareStatement(RELEASE)) {
      release.setString(1, order.orderId());
      release.executeUpdate();
    }
  }

  private static Map<String, Integer> unitsByProduct(OrderPlaced order) {
    Map<String, Integer> units = new TreeMap<>();
    order.lines().forEach(line -> units.merge(line.productId(), line.quantity(), Integer::sum));
    return units;
  }

  private static int onHand(Connection db, String productId) throws SQLException {
    try (PreparedStatement query = db.prepareStatement(ON_HAND)) {
      query.setString(1, productId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }
}
