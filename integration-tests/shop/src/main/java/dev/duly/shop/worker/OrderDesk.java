/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.IdempotencyKey;
import dev.duly.Idempotent;
import dev.duly.shop.messages.OrderPlaced;

/** Takes orders that come with an {@code Idempotency-Key}: each key once. */
interface OrderDesk {

  /**
   * Takes an order; the same key with the same order gets the same receipt again.
   *
   * @throws dev.duly.runtime.KeyReusedException if the key came with another order before
   * @throws dev.duly.runtime.KeyInProgressException if the key's first call has not ended
   */
  @Idempotent(scope = "desk.place", window = "1d")
  Receipt place(@IdempotencyKey String idempotencyKey, OrderPlaced order);
}
