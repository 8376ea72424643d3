/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.Publisher;

/** How an order enters the shop. */
@Publisher
public interface Orders {

  /** Returns when the order is stored for every group that handles it. */
  void placed(OrderPlaced order);
}
