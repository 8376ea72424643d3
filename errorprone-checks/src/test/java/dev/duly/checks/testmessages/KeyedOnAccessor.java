/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.testmessages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

@Message(channel = "orders")
public record KeyedOnAccessor(String orderId) {
  @IdempotencyKey
  @PartitionKey
  public String key() {
    return orderId;
  }
}
