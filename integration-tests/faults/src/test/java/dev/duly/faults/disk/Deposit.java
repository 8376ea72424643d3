/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** Money comes in, with a note that takes room. */
@Message(channel = "deposits")
public record Deposit(@IdempotencyKey String id, @PartitionKey int account, String note) {}
