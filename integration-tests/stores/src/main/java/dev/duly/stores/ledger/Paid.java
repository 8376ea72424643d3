/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.ledger;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** Somebody has paid an amount into an account. */
@Message(channel = "payments")
public record Paid(@IdempotencyKey String payment, @PartitionKey int account, int cents) {}
