/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import dev.duly.shop.data.Order;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a handler leaves in a table for an order.
 *
 * @param name the group and what it leaves
 * @param from the table and the condition that tells this effect from others
 * @param rows how many rows an order has to have
 */
record Effect(String name, String from, ToIntFunction<Order> rows) {

  static List<Effect> all(Expectation expected) {
    return List.of(
        new Effect(
            "inventory: the reservation",
            "stock_movement WHERE reason = 'RESERVED'",
            order -> order.lines().size()),
        new Effect(
            "inventory: the release",
            "stock_movement WHERE reason = 'RELEASED'",
            order -> expected.fails(order) ? order.lines().size() : 0),
        new Effect(
            "billing: the payment",
            "payment WHERE reason = 'TAKEN'",
            order -> expected.fails(order) ? 0 : 1),
        new Effect("billing: a refund", "payment WHERE reason = 'REFUNDED'", order -> 0),
        new Effect("confirmation: the answer of the stock", "stock_answer", order -> 1),
        new Effect("confirmation: the answer of billing", "payment_answer", order -> 1),
        new Effect("email: the mail", "mail", order -> 1),
        new Effect("analytics: the sale", "sale", order -> 1),
        new Effect(
            "customer-care: the plan",
            "instalment_plan",
            order -> expected.fails(order) && !expected.needsAPerson(order) ? 1 : 0));
  }

  /** Compares what is there with what has to be there, order by order. */
  void check(Sql sql, List<Order> orders, Findings findings) throws SQLException {
    Map<String, Integer> found = new HashMap<>();
    sql.list(
        "SELECT order_id, COUNT(*) FROM " + from + " GROUP BY order_id",
        row -> found.put(row.getString(1), row.getInt(2)));
    List<String> lost = new ArrayList<>();
    List<String> duplicated = new ArrayList<>();
    for (Order order : orders) {
      Integer there = found.remove(order.orderId());
      int difference = (there == null ? 0 : there) - rows.applyAsInt(order);
      if (difference < 0) {
        lost.add(order.orderId());
      } else if (difference > 0) {
        duplicated.add(order.orderId());
      }
    }
    findings.lost(name, lost);
    findings.duplicated(name, duplicated);
    findings.name(name + " is there, which nobody placed,", List.copyOf(found.keySet()));
  }
}
