/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is crashed at each of its boundaries.
 *
 * <p>The guard for effects on other systems and the parking of messages behind a dead one do not
 * exist yet; each becomes a pattern here when it does.
 */
enum Pattern {
  /** A message and its copies. */
  DEDUPE(
      new Order("c0", 0, Fate.FINE, 0),
      new Order("c0", 0, Fate.FINE, 0),
      new Order("c0", 0, Fate.FINE, 0)),
  /** A handler that fails, and a message behind it. */
  RETRY(new Order("c0", 0, Fate.FAILS_ONCE, 0), new Order("c0", 1, Fate.FINE, 0)),
  /** A message that is refused, one that exhausts its attempts, and one behind both. */
  DEAD_LETTER(
      new Order("c0", 0, Fate.REFUSED, 0),
      new Order("c1", 0, Fate.FAILS_ALWAYS, 0),
      new Order("c0", 1, Fate.FINE, 0)),
  /** Effects that publish, and the relay. */
  OUTBOX(
      new Order("c0", 0, Fate.FINE, 0),
      new Order("c0", 1, Fate.FINE, 0),
      new Order("c1", 0, Fate.FINE, 0)),
  /** A dead letter whose cause is repaired and that is replayed. */
  REPLAY(new Order("c0", 0, Fate.FAILS_UNTIL_FIXED, 0), new Order("c1", 0, Fate.FINE, 0));

  /** One more than a message that fails once can use up with two crashes. */
  private static final int ATTEMPTS = 4;

  @SuppressWarnings("ImmutableEnumChecker") // a copy of records
  private final List<Order> orders;

  Pattern(Order... orders) {
    this.orders = List.of(orders);
  }

  /** The pattern in one process, without any fault. */
  Simulation simulation() {
    return new Simulation(1)
        .subscriptions(process -> Shop.subscriptions(process, ATTEMPTS))
        .codec(new Orders.BarCodec())
        .faults(Set.of())
        .processes(1)
        .limit(Duration.ofMinutes(5))
        .operator(this == REPLAY ? Pattern::repairAndReplay : duly -> false)
        .deliver(orders.toArray());
  }

  private static boolean repairAndReplay(Duly duly) {
    List<DeadLetter> letters = duly.deadLetters().list(10);
    if (!letters.isEmpty()) {
      duly.inTransaction(
          (transaction, outbox) ->
              transaction.unwrap(InMemoryTransaction.class).put(Shop.FIXED, "c00", true));
      letters.forEach(letter -> duly.deadLetters().replay(letter.id()));
    }
    return !letters.isEmpty();
  }
}
