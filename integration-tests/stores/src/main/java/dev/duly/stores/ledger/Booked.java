/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.ledger;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** A payment is in the ledger. */
@Message(channel = "bookings")
public record Booked(@IdempotencyKey @PartitionKey String payment) {}
