/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Writes and tells. */
class OrderService {
  private final OrderRepository orders;
  private final KafkaTemplate<String, String> kafka;

  OrderService(OrderRepository orders, KafkaTemplate<String, String> kafka) {
    this.orders = orders;
    this.kafka = kafka;
  }

  /** The row may stay without the message. */
  @Transactional
  public void place(OrderPlaced order) {
    orders.save(new OrderEntity(order.orderNumber(), "PLACED"));
    kafka.send("orders", order.customerId(), order.orderNumber()).join();
  }

  /** Messages of one customer overtake each other. */
  public void announce(OrderPlaced order) {
    kafka.send("announcements", order.orderNumber()).join();
  }

  /** Right: no order is needed among dead letters. */
  public void park(OrderPlaced order) {
    kafka.send("orders.DLT", order.orderNumber()).join();
  }

  /** Nobody hears of a message that was not sent. */
  public void remind(OrderPlaced order) {
    kafka
        .send("reminders", order.customerId(), order.orderNumber())
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                System.err.println("not sent: " + failure);
              }
            });
  }
}
