/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.handlers;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.Transaction;
import dev.duly.shop.messages.OrderFailed;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Offers instalments for an order that failed. A large one is not for a program to decide: it is
 * refused for good, and its dead letter tells the team what to do.
 */
@HandlerGroup("customer-care")
@Owner(
    team = "customer-care",
    contact = "#customer-care",
    runbook = "https://duly.dev/shop#customer-care")
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class CustomerCare {
  /** The largest order instalments are offered for without asking a person. */
  public static final BigDecimal LARGEST_PLAN = new BigDecimal("10000");

  private static final String OFFER =
      "INSERT INTO instalment_plan(order_id, customer_id, total) VALUES (?, ?, ?)";

  @MessageHandler
  @Idempotent
  void offerInstalments(OrderFailed order, Transaction tx) throws SQLException {
    if (order.total().compareTo(LARGEST_PLAN) > 0) {
      throw new RejectedException(
          "order " + order.orderId() + " is too large for instalments without a person's consent");
    }
    try (PreparedStatement offer = tx.connection().prepareStatement(OFFER)) {
      offer.setString(1, order.orderId());
      offer.setString(2, order.customerId());
      offer.setBigDecimal(3, order.total());
      offer.executeUpdate();
    }
  }
}
