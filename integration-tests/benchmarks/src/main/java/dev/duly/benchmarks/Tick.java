/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

/** The smallest message there can be. */
@Message(channel = "ticks")
public record Tick(@IdempotencyKey long number, @PartitionKey int source) {}
