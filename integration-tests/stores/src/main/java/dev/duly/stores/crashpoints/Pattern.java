/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.Downstream;
import dev.duly.runtime.Duly;
import dev.duly.stores.crashpoints.Orders.Fate;
import dev.duly.stores.crashpoints.Orders.Order;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is killed at each of its boundaries. */
public enum Pattern {
  /** A message and its copies. */
  DEDUPE(order(0, 0, Fate.FINE), order(0, 0, Fate.FINE), order(0, 0, Fate.FINE)),
  /** A handler that fails, and a message behind it. */
  RETRY(order(0, 0, Fate.FAILS_ONCE), order(0, 1, Fate.FINE)),
  /** A message that is refused, one that exhausts its attempts, and one behind both. */
  DEAD_LETTER(order(0, 0, Fate.REFUSED), order(1, 0, Fate.FAILS_ALWAYS), order(0, 1, Fate.FINE)),
  /** Effects that publish, and the relay. */
  OUTBOX(order(0, 0, Fate.FINE), order(0, 1, Fate.FINE), order(1, 0, Fate.FINE)),
  /** A dead letter whose cause is repaired and that is replayed. */
  REPLAY(
      null,
      false,
      Operator::repairAndReplay,
      order(0, 0, Fate.FAILS_UNTIL_FIXED),
      order(1, 0, Fate.FINE)),
  /** A key that is parked by a message that fails for good, and one behind it. */
  PARKING(
      null,
      true,
      duly -> false,
      order(0, 0, Fate.FAILS_ALWAYS),
      order(0, 1, Fate.FINE),
      order(1, 0, Fate.FINE)),
  /** A parked key whose cause is repaired and that is released. */
  RELEASE(
      null, true, Operator::release, order(0, 0, Fate.FAILS_UNTIL_FIXED), order(0, 1, Fate.FINE)),
  /** A refused message whose key is parked, that is dropped; what waits behind it is released. */
  DROP(null, true, Operator::release, order(0, 0, Fate.REFUSED), order(0, 1, Fate.FINE)),
  /** Calls to a system that remembers keys: one with a copy, one that is refused, one behind it. */
  EFFECT_KEYED(Downstream.KEYED, false, duly -> false, calls()),
  /** The same, to a system that can be asked. */
  EFFECT_QUERY(Downstream.QUERY, false, duly -> false, calls()),
  /** The same, to a system that neither remembers nor can be asked. */
  EFFECT_NONE(Downstream.NONE, false, duly -> false, calls());

  @SuppressWarnings("ImmutableEnumChecker") // a copy of records
  private final List<Order> orders;

  @SuppressWarnings("ImmutableEnumChecker") // methods without state
  private final Hand operator;

  private final @Nullable Downstream downstream;
  private final boolean parks;

  /** What a person does once nothing moves any more; false if there is nothing to do. */
  private interface Hand {
    boolean act(Duly duly) throws SQLException;
  }

  Pattern(Order... orders) {
    this(null, false, duly -> false, orders);
  }

  Pattern(@Nullable Downstream downstream, boolean parks, Hand operator, Order... orders) {
    this.downstream = downstream;
    this.parks = parks;
    this.operator = operator;
    this.orders = List.of(orders);
  }

  List<Order> orders() {
    return orders;
  }

  boolean operate(Duly duly) throws SQLException {
    return operator.act(duly);
  }

  @Nullable Downstream downstream() {
    return downstream;
  }

  boolean parks() {
    return parks;
  }

  private static Order order(int customer, int number, Fate fate) {
    return new Order("c" + customer, number, fate);
  }

  private static Order[] calls() {
    return new Order[] {
      order(0, 0, Fate.FINE),
      order(0, 0, Fate.FINE),
      order(1, 0, Fate.REFUSED),
      order(1, 1, Fate.FINE)
    };
  }
}
