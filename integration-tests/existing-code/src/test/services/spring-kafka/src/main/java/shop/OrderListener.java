/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.Acknowledgment;

/** Stores orders as they come. */
class OrderListener {
  private static final Logger log = LoggerFactory.getLogger(OrderListener.class);

  private final OrderRepository orders;

  OrderListener(OrderRepository orders) {
    this.orders = orders;
  }

  /** A failure is logged and forgotten. */
  @KafkaListener(topics = "orders", groupId = "accounting")
  void account(OrderPlaced order) {
    try {
      if (!orders.existsByOrderNumber(order.orderNumber())) {
        orders.save(new OrderEntity(order.orderNumber(), "PLACED"));
      }
    } catch (Exception e) {
      log.error("could not store order {}", order.orderNumber(), e);
    }
  }

  /** Acknowledged whatever happened. */
  @KafkaListener(topics = "orders", groupId = "reporting")
  void report(OrderPlaced order, Acknowledgment ack) {
    try {
      orders.deleteById((long) order.orderNumber().hashCode());
    } finally {
      ack.acknowledge();
    }
  }

  /** Right: looks first, lets failures through, acknowledges last. */
  @KafkaListener(topics = "orders", groupId = "shipping")
  void ship(OrderPlaced order, Acknowledgment ack) {
    if (!orders.existsByOrderNumber(order.orderNumber())) {
      orders.save(new OrderEntity(order.orderNumber(), "SHIPPED"));
    }
    ack.acknowledge();
  }
}
