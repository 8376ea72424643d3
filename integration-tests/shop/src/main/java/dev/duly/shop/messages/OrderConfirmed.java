/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The order is reserved and paid.
 *
 * @param orderId the order
 * @param customerId who ordered
 * @param lines how many lines it has
 * @param total what was charged, four decimals
 * @param placedAt when the customer ordered
 */
@Message(channel = "outcomes")
public record OrderConfirmed(
    @IdempotencyKey @PartitionKey String orderId,
    String customerId,
    int lines,
    BigDecimal total,
    @OccurredAt Instant placedAt)
    implements OrderOutcome {}
