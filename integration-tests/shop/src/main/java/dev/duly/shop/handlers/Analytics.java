/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.handlers;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.Transaction;
import dev.duly.shop.messages.OrderConfirmed;
import dev.duly.shop.messages.OrderFailed;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Keeps the figures: every order once, as sold or as failed. */
@HandlerGroup("analytics")
@Owner(team = "insight", contact = "#insight", runbook = "https://duly.dev/shop#analytics")
@Concurrency(lanes = 4, inFlight = 400, batch = 100)
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class Analytics {
  private static final String ADD =
      "INSERT INTO sale(order_id, lines, total, outcome) VALUES (?, ?, ?, ?)";

  /** A whole batch in one statement. */
  @MessageHandler
  @Idempotent
  void sold(List<OrderConfirmed> orders, Transaction tx) throws SQLException {
    try (PreparedStatement add = tx.connection().prepareStatement(ADD)) {
      for (OrderConfirmed order : orders) {
        set(add, order.orderId(), order.lines(), order.total(), "SOLD");
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  @MessageHandler
  @Idempotent
  void failed(OrderFailed order, Transaction tx) throws SQLException {
    try (PreparedStatement add = tx.connection().prepareStatement(ADD)) {
      set(add, order.orderId(), order.lines(), order.total(), "FAILED");
      add.executeUpdate();
    }
  }

  private static void set(
      PreparedStatement add, String orderId, int lines, BigDecimal total, String outcome)
      throws SQLException {
    add.setString(1, orderId);
    add.setInt(2, lines);
    add.setBigDecimal(3, total);
    add.setString(4, outcome);
  }
}
