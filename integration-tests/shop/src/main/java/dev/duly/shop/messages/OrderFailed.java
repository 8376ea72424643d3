/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The order will not be delivered.
 *
 * @param orderId the order
 * @param customerId who ordered
 * @param lines how many lines it has
 * @param total what it would have cost, four decimals
 * @param reason for the customer to read
 * @param placedAt when the customer ordered
 */
@Message(channel = "outcomes")
public record OrderFailed(
    @IdempotencyKey @PartitionKey String orderId,
    String customerId,
    int lines,
    BigDecimal total,
    String reason,
    @OccurredAt Instant placedAt)
    implements OrderOutcome {}
