/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.data.Order;

/** One request of the load run. */
sealed interface Step {

  /** Post an order, for the first time or again. */
  record Post(Order order) implements Step {}

  /** Send a record that is no order, the {@code number}th from 0. */
  record Poison(int number) implements Step {}
}
