/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.calls;

import dev.duly.faults.example.StockMoved;
import dev.duly.runtime.Duly;
import dev.duly.testing.InMemoryTransaction;
import java.util.Map;

/** Who does the work, in one process. */
final class Office implements Desk {
  private final Duly duly;
  private final Map<String, Integer> letters;

  Office(Duly duly, Map<String, Integer> letters) {
    this.duly = duly;
    this.letters = letters;
  }

  @Override
  public String place(String order, int quantity) {
    duly.inTransaction(
        (tx, outbox) -> {
          tx.unwrap(InMemoryTransaction.class).merge("placed", order, 1, Integer::sum);
          outbox.publish(new StockMoved(order, "shelf of " + order, quantity));
        });
    return "ticket of " + order;
  }

  @Override
  public void write(String order) {
    letters.merge(order, 1, Integer::sum);
  }
}
