/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import java.math.BigDecimal;
import java.util.List;

/** An order of the file, its lines in the order of the file. */
public record Order(String orderId, String customerId, List<Line> lines) {
  public Order {
    lines = List.copyOf(lines);
  }

  /** The sum of the lines, exactly four decimals. */
  public BigDecimal total() {
    return lines.stream().map(Line::amount).reduce(OrderBook.ZERO, BigDecimal::add);
  }
}
