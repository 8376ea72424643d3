/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import dev.duly.shop.data.Order;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.handlers.CustomerCare;
import java.math.BigDecimal;

/**
 * What has to be in the books.
 *
 * @param orders the orders that were placed
 * @param stocked the orders the shelves were filled for
 * @param creditLimit the most one order may cost
 * @param poison how many records were no orders
 * @param crashes how often the worker was killed
 */
public record Expectation(
    OrderBook orders, OrderBook stocked, BigDecimal creditLimit, int poison, int crashes) {

  boolean fails(Order order) {
    return order.total().compareTo(creditLimit) > 0;
  }

  boolean needsAPerson(Order order) {
    return fails(order) && order.total().compareTo(CustomerCare.LARGEST_PLAN) > 0;
  }

  int failed() {
    return (int) orders.list().stream().filter(this::fails).count();
  }

  int refused() {
    return (int) orders.list().stream().filter(this::needsAPerson).count();
  }

  BigDecimal sold() {
    return orders.list().stream()
        .filter(order -> !fails(order))
        .map(Order::total)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
