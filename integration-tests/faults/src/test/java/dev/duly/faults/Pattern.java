/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.Duly;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.testing.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is crashed at each of its boundaries. */
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
  REPLAY(
      Operator::repairAndReplay,
      false,
      new Order("c0", 0, Fate.FAILS_UNTIL_FIXED, 0),
      new Order("c1", 0, Fate.FINE, 0)),
  /** A key that is parked by a message that fails for good, and one behind it. */
  PARKING(
      duly -> false,
      true,
      new Order("c0", 0, Fate.FAILS_ALWAYS, 0),
      new Order("c0", 1, Fate.FINE, 0),
      new Order("c1", 0, Fate.FINE, 0)),
  /** A parked key whose cause is repaired and that is released. */
  RELEASE(
      Operator::release,
      true,
      new Order("c0", 0, Fate.FAILS_UNTIL_FIXED, 0),
      new Order("c0", 1, Fate.FINE, 0)),
  /** A refused message whose key is parked, that is dropped; what waits behind it is released. */
  DROP(
      Operator::release,
      true,
      new Order("c0", 0, Fate.REFUSED, 0),
      new Order("c0", 1, Fate.FINE, 0)),
  /** Calls to another system: one with a copy, one that is refused, one behind it. */
  EFFECT(
      new Order("c0", 0, Fate.FINE, 0),
      new Order("c0", 0, Fate.FINE, 0),
      new Order("c1", 0, Fate.REFUSED, 0),
      new Order("c1", 1, Fate.FINE, 0)),
  /** A call that is refused parks its key; it is dropped, and the call behind it is made. */
  EFFECT_PARKING(
      Operator::release,
      true,
      new Order("c0", 0, Fate.REFUSED, 0),
      new Order("c0", 1, Fate.FINE, 0));

  /** One more than a message that fails once can use up with two crashes. */
  private static final int ATTEMPTS = 4;

  @SuppressWarnings("ImmutableEnumChecker") // a copy of records
  private final List<Order> orders;

  @SuppressWarnings("ImmutableEnumChecker") // methods without state
  private final Predicate<Duly> operator;

  private final boolean parks;

  Pattern(Order... orders) {
    this(duly -> false, false, orders);
  }

  Pattern(Predicate<Duly> operator, boolean parks, Order... orders) {
    this.operator = operator;
    this.parks = parks;
    this.orders = List.of(orders);
  }

  /** The pattern in one process, without any fault. */
  Simulation simulation() {
    return new Simulation(1)
        .subscriptions(
            process ->
                name().startsWith(EFFECT.name())
                    ? Shop.callers(attempts(), booking())
                    : Shop.subscriptions(process, attempts(), booking()))
        .codec(new Orders.BarCodec())
        .faults(Set.of())
        .processes(1)
        .limit(Duration.ofMinutes(5))
        .operator(operator)
        .deliver(orders.toArray());
  }

  /** Where nothing fails by itself and then works, two crashes leave one attempt of three. */
  private int attempts() {
    return parks ? ATTEMPTS - 1 : ATTEMPTS;
  }

  private GroupPolicy booking() {
    GroupPolicy group = GroupPolicy.of(Shop.BOOKING);
    return parks ? group.parkKeys() : group;
  }
}
