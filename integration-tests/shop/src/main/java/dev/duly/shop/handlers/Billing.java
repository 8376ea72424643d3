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
import dev.duly.shop.messages.OrderPlaced;
import dev.duly.shop.messages.PaymentDeclined;
import dev.duly.shop.messages.PaymentOutcome;
import dev.duly.shop.messages.PaymentTaken;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps the payment ledger: charges an order to the customer's account if the credit bureau agrees,
 * and gives the money back when the order failed for another reason.
 */
@HandlerGroup("billing")
@Owner(team = "payments", contact = "#payments", runbook = "https://duly.dev/shop#billing")
@Concurrency(lanes = 4, inFlight = 400, batch = 100)
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class Billing {
  private static final String TAKE =
      """
      INSERT INTO payment(order_id, customer_id, amount, reason) VALUES (?, ?, ?, 'TAKEN')""";
  private static final String REFUND =
      """
      INSERT INTO payment(order_id, customer_id, amount, reason)
      SELECT order_id, customer_id, -amount, 'REFUNDED'
      FROM payment WHERE order_id = ? AND reason = 'TAKEN'""";
  private final CreditBureau bureau;

  public Billing(CreditBureau bureau) {
    this.bureau = bureau;
  }

  @MessageHandler
  @Idempotent
  PaymentOutcome charge(OrderPlaced order, Transaction tx) throws SQLException {
    if (order.total().compareTo(bureau.limit(order.customerId(), order.orderId())) > 0) {
      return new PaymentDeclined(
          order.orderId(), order.customerId(), order.total(), order.placedAt());
    }
    try (PreparedStatement take = tx.connection().prepareStatement(TAKE)) {
      take.setString(1, order.orderId());
      take.setString(2, order.customerId());
      take.setBigDecimal(3, order.total());
      take.executeUpdate();
    }
    return new PaymentTaken(order.orderId(), order.customerId(), order.total(), order.placedAt());
  }

  @MessageHandler
  @Idempotent
  void refund(OrderFailed order, Transaction tx) throws SQLException {
    try (PreparedStatement refund = tx.connection().prepareStatement(REFUND)) {
      refund.setString(1, order.orderId());
      refund.executeUpdate();
    }
  }
}
