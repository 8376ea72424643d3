/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.time.Instant;

/**
 * Every line of the order is set aside.
 *
 * @param orderId the order
 * @param lines how many lines it has
 * @param placedAt when the customer ordered
 */
@Message(channel = "fulfilment")
public record StockReserved(
    @IdempotencyKey @PartitionKey String orderId, int lines, @OccurredAt Instant placedAt)
    implements StockOutcome {}
