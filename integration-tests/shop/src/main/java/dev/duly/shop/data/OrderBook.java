/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every order of a file, in the order of the file. */
public record OrderBook(List<Order> list) {
  static final int DECIMALS = 4;
  static final BigDecimal ZERO = BigDecimal.ZERO.setScale(DECIMALS);

  public OrderBook {
    list = List.copyOf(list);
  }

  /** The first {@code count} orders. */
  public OrderBook first(int count) {
    return new OrderBook(list.subList(0, Math.min(count, list.size())));
  }

  public int size() {
    return list.size();
  }

  public int lines() {
    return list.stream().mapToInt(order -> order.lines().size()).sum();
  }

  /** The sum of all lines, exactly four decimals. */
  public BigDecimal sales() {
    return list.stream().map(Order::total).reduce(ZERO, BigDecimal::add);
  }

  /** How many units of each product all orders together want. */
  public SortedMap<String, Integer> unitsByProduct() {
    SortedMap<String, Integer> units = new TreeMap<>();
    for (Order order : list) {
      order.lines().forEach(line -> units.merge(line.productId(), line.quantity(), Integer::sum));
    }
    return units;
  }
}
