/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports.tally;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** The next number of a counter; each begins with 1. */
@Message(channel = "steps")
public record Step(@IdempotencyKey @PartitionKey int counter, @IdempotencyKey int number) {}
