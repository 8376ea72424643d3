/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.shop.messages.OrderPlaced;

/**
 * What the customer gets for an order.
 *
 * @param status where to ask how it stands
 */
record Receipt(String orderId, String status) {

  static Receipt of(OrderPlaced order) {
    return new Receipt(order.orderId(), "/orders/" + order.orderId());
  }
}
