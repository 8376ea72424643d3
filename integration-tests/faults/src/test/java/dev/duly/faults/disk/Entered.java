/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** A deposit is in the books. */
@Message(channel = "entries")
public record Entered(@IdempotencyKey @PartitionKey String deposit) {}
