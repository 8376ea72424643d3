/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.shop.messages.OrderLine;
import dev.duly.shop.messages.OrderPlaced;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /orders}, before anything of it is believed.
 *
 * @param placedAt when the customer ordered: a client that posts again sends the same time again
 */
record OrderRequest(
    @Nullable String orderId,
    @Nullable String customerId,
    @Nullable Instant placedAt,
    @Nullable List<@Nullable Line> lines) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_LINES = 500;
  private static final int MOST_UNITS = 1_000_000;
  private static final int MOST_DIGITS = 15;
  private static final int DECIMALS = 4;

  /** A line, before anything of it is believed. */
  record Line(
      @Nullable String productId, @Nullable Integer quantity, @Nullable BigDecimal amount) {}

  /**
   * The event this order is.
   *
   * @throws InvalidOrder if a part of it is missing or cannot be right
   */
  OrderPlaced toEvent() {
    if (placedAt == null) {
      throw new InvalidOrder("placedAt is missing: an instant like 2026-01-31T12:00:00Z");
    }
    if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
      throw new InvalidOrder("lines has to hold 1 to " + MOST_LINES + " lines");
    }
    List<OrderLine> checked = new ArrayList<>(lines.size());
    BigDecimal total = BigDecimal.ZERO.setScale(DECIMALS);
    for (int i = 0; i < lines.size(); i++) {
      OrderLine line = check("lines[" + i + "]", lines.get(i));
      total = total.add(line.amount());
      checked.add(line);
    }
    return new OrderPlaced(
        id("orderId", orderId), id("customerId", customerId), checked, total, placedAt);
  }

  private static OrderLine check(String where, @Nullable Line line) {
    if (line == null) {
      throw new InvalidOrder(where + " is missing");
    }
    if (line.quantity == null || line.quantity < 1 || line.quantity > MOST_UNITS) {
      throw new InvalidOrder(where + ".quantity has to be 1 to " + MOST_UNITS);
    }
    return new OrderLine(
        id(where + ".productId", line.productId),
        line.quantity,
        amount(where + ".amount", line.amount));
  }

  private static String id(String where, @Nullable String id) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new InvalidOrder(where + " has to match " + ID.pattern());
    }
    return id;
  }

  private static BigDecimal amount(String where, @Nullable BigDecimal amount) {
    // Precision and scale first: an exponent could blow a few digits up into gigabytes.
    if (amount == null
        || amount.signum() < 0
        || amount.precision() > MOST_DIGITS
        || amount.scale() < -MOST_DIGITS
        || amount.scale() > DECIMALS) {
      throw new InvalidOrder(where + " has to be 0 or more, with up to four decimals");
    }
    return amount.setScale(DECIMALS);
  }

  /** What is wrong with an order, for its sender. */
  static final class InvalidOrder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidOrder(String message) {
      super(message);
    }
  }
}
