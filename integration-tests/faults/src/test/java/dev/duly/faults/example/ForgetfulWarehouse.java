/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.runtime.Transaction;
import dev.duly.testing.InMemoryTransaction;
import java.util.HashMap;
import java.util.Map;

/** Adds up in its memory, which dies with the process: what the simulator is to find. */
@HandlerGroup("forgetful")
@Owner(team = "logistics", contact = "#logistics", runbook = "https://wiki.example/warehouse")
public class ForgetfulWarehouse {
  private final Map<String, Integer> stock = new HashMap<>();

  @MessageHandler
  @Idempotent
  void move(StockMoved moved, Transaction tx) {
    int now = stock.merge(moved.sku(), moved.quantity(), Integer::sum);
    tx.unwrap(InMemoryTransaction.class).put("stock", moved.sku(), now);
  }
}
