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
import dev.duly.shop.messages.OrderOutcome;
import dev.duly.shop.messages.PaymentDeclined;
import dev.duly.shop.messages.PaymentTaken;
import dev.duly.shop.messages.StockReserved;
import dev.duly.shop.messages.StockShort;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits for both answers to an order, in whatever order they come, and tells how it ended.
 *
 * <p>Both answers travel on one channel with the order's number as partition key, so they are never
 * handled at the same time, and exactly one of them is the second.
 */
@HandlerGroup("confirmation")
@Owner(team = "fulfilment", contact = "#fulfilment", runbook = "https://duly.dev/shop#confirmation")
@Concurrency(lanes = 4, inFlight = 400, batch = 100)
@Retry(attempts = 8, initial = "50ms", max = "2s")
public final class Confirmation {
  private static final String STOCK =
      "INSERT INTO stock_answer(order_id, lines, refusal) VALUES (?, ?, ?)";
  private static final String PAYMENT =
      "INSERT INTO payment_answer(order_id, customer_id, total, refusal) VALUES (?, ?, ?, ?)";
  private static final String BOTH =
      """
      SELECT p.customer_id, s.lines, p.total, COALESCE(s.refusal, p.refusal)
      FROM stock_answer s JOIN payment_answer p ON p.order_id = s.order_id
      WHERE s.order_id = ?""";

  @MessageHandler
  @Idempotent
  Optional<OrderOutcome> reserved(StockReserved stock, Transaction tx) throws SQLException {
    noteStock(tx.connection(), stock.orderId(), stock.lines(), null);
    return outcome(tx.connection(), stock.orderId(), stock.placedAt());
  }

  @MessageHandler
  @Idempotent
  Optional<OrderOutcome> outOfStock(StockShort stock, Transaction tx) throws SQLException {
    noteStock(tx.connection(), stock.orderId(), stock.lines(), stock.productId() + " sold out");
    return outcome(tx.connection(), stock.orderId(), stock.placedAt());
  }

  @MessageHandler
  @Idempotent
  Optional<OrderOutcome> paid(PaymentTaken payment, Transaction tx) throws SQLException {
    notePayment(tx.connection(), payment.orderId(), payment.customerId(), payment.amount(), null);
    return outcome(tx.connection(), payment.orderId(), payment.placedAt());
  }

  @MessageHandler
  @Idempotent
  Optional<OrderOutcome> declined(PaymentDeclined payment, Transaction tx) throws SQLException {
    notePayment(
        tx.connection(),
        payment.orderId(),
        payment.customerId(),
        payment.amount(),
        "over the credit limit");
    return outcome(tx.connection(), payment.orderId(), payment.placedAt());
  }

  private static void noteStock(Connection db, String orderId, int lines, @Nullable String refusal)
      throws SQLException {
    try (PreparedStatement note = db.prepareStatement(STOCK)) {
      note.setString(1, orderId);
      note.setInt(2, lines);
      note.setString(3, refusal);
      note.executeUpdate();
    }
  }

  private static void notePayment(
      Connection db, String orderId, String customerId, BigDecimal total, @Nullable String refusal)
      throws SQLException {
    try (PreparedStatement note = db.prepareStatement(PAYMENT)) {
      note.setString(1, orderId);
      note.setString(2, customerId);
      note.setBigDecimal(3, total);
      note.setString(4, refusal);
      note.executeUpdate();
    }
  }

  private static Optional<OrderOutcome> outcome(Connection db, String orderId, Instant placedAt)
      throws SQLException {
    try (PreparedStatement query = db.prepareStatement(BOTH)) {
      query.setString(1, orderId);
      try (ResultSet both = query.executeQuery()) {
        return both.next() ? Optional.of(read(both, orderId, placedAt)) : Optional.empty();
      }
    }
  }

  private static OrderOutcome read(ResultSet both, String orderId, Instant placedAt)
      throws SQLException {
    String customerId = both.getString(1);
    int lines = both.getInt(2);
    BigDecimal total = both.getBigDecimal(3);
    String refusal = both.getString(4);
    return refusal == null
        ? new OrderConfirmed(orderId, customerId, lines, total, placedAt)
        : new OrderFailed(orderId, customerId, lines, total, refusal, placedAt);
  }
}
