/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.time.Instant;

/**
 * A product of the order is not there in the number ordered; nothing is set aside.
 *
 * @param orderId the order
 * @param lines how many lines it has
 * @param productId the first product that is short
 * @param placedAt when the customer ordered
 */
@Message(channel = "fulfilment")
public record StockShort(
    @IdempotencyKey @PartitionKey String orderId,
    int lines,
    String productId,
    @OccurredAt Instant placedAt)
    implements StockOutcome {}
