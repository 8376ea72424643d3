/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import dev.duly.PartitionKey;

@Message(channel = "stock")
public record StockMoved(
    @IdempotencyKey String movementId, @PartitionKey String sku, int quantity) {}
