/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A customer has ordered.
 *
 * @param orderId the shop's number of the order: two messages with the same one are the same order
 * @param customerId who ordered
 * @param lines what was ordered, at least one line
 * @param total the sum of the lines, four decimals
 * @param placedAt when the customer ordered; a repeated post carries the first one's time
 */
@Message(channel = "orders")
public record OrderPlaced(
    @IdempotencyKey @PartitionKey String orderId,
    String customerId,
    List<OrderLine> lines,
    BigDecimal total,
    @OccurredAt Instant placedAt) {
  public OrderPlaced {
    lines = List.copyOf(lines);
  }
}
