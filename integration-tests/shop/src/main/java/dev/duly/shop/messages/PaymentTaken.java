/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.messages;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.OccurredAt;
import dev.duly.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The order is charged to the customer's account.
 *
 * @param orderId the order
 * @param customerId whose account
 * @param amount how much, four decimals
 * @param placedAt when the customer ordered
 */
@Message(channel = "fulfilment")
public record PaymentTaken(
    @IdempotencyKey @PartitionKey String orderId,
    String customerId,
    BigDecimal amount,
    @OccurredAt Instant placedAt)
    implements PaymentOutcome {}
