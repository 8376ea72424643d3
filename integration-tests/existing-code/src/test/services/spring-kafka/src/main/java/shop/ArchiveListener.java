/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import org.springframework.kafka.annotation.KafkaListener;

class ArchiveListener {
  private final OrderRepository orders;

  ArchiveListener(OrderRepository orders) {
    this.orders = orders;
  }

  /** A second delivery makes a second row. */
  @KafkaListener(topics = "orders", groupId = "archive")
  void archive(OrderPlaced order) {
    orders.save(new OrderEntity(order.orderNumber(), "ARCHIVED"));
  }
}
