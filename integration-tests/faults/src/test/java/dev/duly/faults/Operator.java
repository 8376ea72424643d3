/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadLetters;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.testing.InMemoryTransaction;
import java.util.List;

/** What a person does about messages that nobody handles any more, once nothing moves. */
final class Operator {
  private static final int ALL = 100;

  /** The number of the order that comes while its key is released. */
  private static final int LATE = 1000;

  private Operator() {}

  /** Repairs what kept an order from being booked and replays its dead letter. */
  static boolean repairAndReplay(Duly duly) {
    List<DeadLetter> letters = duly.deadLetters().list(10);
    if (!letters.isEmpty()) {
      repair(duly, "c00");
      letters.forEach(letter -> duly.deadLetters().replay(letter.id()));
    }
    return !letters.isEmpty();
  }

  /** As {@link #release}, with one more order for each key while it is being released. */
  static boolean releaseWhileMoreCome(Duly duly) {
    for (ParkedKey key : duly.deadLetters().parkedKeys(Shop.BOOKING, 0, ALL)) {
      duly.inTransaction(
          (transaction, outbox) -> outbox.publish(new Order(key.key(), LATE, Fate.FINE, 0)));
    }
    return release(duly);
  }

  /** Drops what will never be booked, repairs what kept the rest, and releases every key. */
  static boolean release(Duly duly) {
    DeadLetters letters = duly.deadLetters();
    List<ParkedKey> keys = letters.parkedKeys(Shop.BOOKING, 0, ALL);
    for (ParkedKey key : keys) {
      for (ParkedEntry entry : letters.parkedMessages(Shop.BOOKING, key.key(), 0, ALL)) {
        Order order = new Orders.BarCodec().decode(entry.message().body(), Order.class);
        if (order.fate() == Fate.FAILS_UNTIL_FIXED) {
          repair(duly, order.customer() + order.number());
        } else if (isHopeless(order) && entry.position() == key.first().position()) {
          letters.dropFirst(entry, "eva", "it can never be booked");
        }
      }
      if (letters.parked(Shop.BOOKING).keys() > 0
          && !letters.parkedMessages(Shop.BOOKING, key.key(), 0, 1).isEmpty()) {
        letters.replay(Shop.BOOKING, key.key());
      }
    }
    return !keys.isEmpty();
  }

  private static boolean isHopeless(Order order) {
    return order.fate() == Fate.FAILS_ALWAYS
        || order.fate() == Fate.REFUSED
        || order.fate() == Fate.KILLS;
  }

  private static void repair(Duly duly, String order) {
    duly.inTransaction(
        (transaction, outbox) ->
            transaction.unwrap(InMemoryTransaction.class).put(Shop.FIXED, order, true));
  }
}
