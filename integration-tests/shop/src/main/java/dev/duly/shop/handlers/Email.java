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
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes one mail for each order into the table the mail server is fed from. */
@HandlerGroup("email")
@Owner(
    team = "customer-contact",
    contact = "#customer-contact",
    runbook = "https://duly.dev/shop#email")
@Concurrency(lanes = 4, inFlight = 400, batch = 100)
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class Email {
  private static final String WRITE =
      "INSERT INTO mail(order_id, customer_id, subject) VALUES (?, ?, ?)";

  @MessageHandler
  @Idempotent
  void confirmed(OrderConfirmed order, Transaction tx) throws SQLException {
    write(tx, order.orderId(), order.customerId(), "Your order " + order.orderId());
  }

  @MessageHandler
  @Idempotent
  void failed(OrderFailed order, Transaction tx) throws SQLException {
    write(
        tx,
        order.orderId(),
        order.customerId(),
        "We could not take your order " + order.orderId() + ": " + order.reason());
  }

  private static void write(Transaction tx, String orderId, String customerId, String subject)
      throws SQLException {
    try (PreparedStatement write = tx.connection().prepareStatement(WRITE)) {
      write.setString(1, orderId);
      write.setString(2, customerId);
      write.setString(3, subject);
      write.executeUpdate();
    }
  }
}
