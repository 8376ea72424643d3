/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.runtime.Transaction;
import dev.duly.testing.InMemoryTransaction;

@HandlerGroup("warehouse")
@Owner(team = "logistics", contact = "#logistics", runbook = "https://wiki.example/warehouse")
public class Warehouse {
  @MessageHandler
  @Idempotent
  void move(StockMoved moved, Transaction tx) {
    tx.unwrap(InMemoryTransaction.class)
        .merge("stock", moved.sku(), moved.quantity(), Integer::sum);
  }
}
