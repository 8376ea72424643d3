/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.testing.Faults.Moment;
import dev.duly.testing.simulation.CrashPoint;
import dev.duly.testing.simulation.Simulation;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Orders of a few customers, some of which fail, in a world drawn from the seed. */
final class Scenario {
  private static final int CUSTOMERS = 3;
  private static final int ORDERS = 12;

  private Scenario() {}

  static Simulation of(long seed) {
    Simulation simulation =
        new Simulation(seed)
            .subscriptions(Shop::subscriptions)
            .codec(new Orders.BarCodec())
            .limit(Duration.ofMinutes(2));
    RandomGenerator random = simulation.random();
    boolean killer = random.nextInt(20) == 0;
    int[] numbers = new int[CUSTOMERS];
    for (int i = 0; i < ORDERS; i++) {
      int customer = random.nextInt(CUSTOMERS);
      Fate fate = killer && i == ORDERS / 2 ? Fate.KILLS : fate(random);
      simulation.deliver(new Order("c" + customer, numbers[customer]++, fate, 0));
    }
    return simulation;
  }

  /** Orders in a group that calls another system for each. */
  static Simulation calling(long seed) {
    Simulation simulation =
        new Simulation(seed)
            .subscriptions(process -> Shop.callers(Shop.ATTEMPTS, GroupPolicy.of(Shop.BOOKING)))
            .codec(new Orders.BarCodec())
            .limit(Duration.ofMinutes(5));
    RandomGenerator random = simulation.random();
    int[] numbers = new int[CUSTOMERS];
    for (int i = 0; i < ORDERS; i++) {
      int customer = random.nextInt(CUSTOMERS);
      simulation.deliver(new Order("c" + customer, numbers[customer]++, fate(random), 0));
    }
    return simulation;
  }

  /** Orders in a group that parks keys, and an operator who releases what is parked. */
  static Simulation parking(long seed) {
    Simulation simulation =
        new Simulation(seed)
            .subscriptions(
                process ->
                    Shop.subscriptions(
                        process, Shop.ATTEMPTS, GroupPolicy.of(Shop.BOOKING).parkKeys()))
            .codec(new Orders.BarCodec())
            .limit(Duration.ofMinutes(5))
            .operator(Operator::releaseWhileMoreCome);
    RandomGenerator random = simulation.random();
    int[] numbers = new int[CUSTOMERS];
    for (int i = 0; i < ORDERS; i++) {
      int customer = random.nextInt(CUSTOMERS);
      simulation.deliver(new Order("c" + customer, numbers[customer]++, parkingFate(random), 0));
    }
    return simulation;
  }

  /** A release in which the process dies, with each seed at the next boundary. */
  static Simulation releaseWithACrash(long seed) {
    Moment[] moments = Moment.values();
    int call = 1 + (int) (seed / moments.length);
    Moment moment = moments[(int) (seed % moments.length)];
    return Pattern.RELEASE.simulation().crash(new CrashPoint(0, call, moment));
  }

  private static Fate parkingFate(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 70) {
      return Fate.FINE;
    }
    if (dice < 80) {
      return Fate.FAILS_ONCE;
    }
    return dice < 92 ? Fate.FAILS_UNTIL_FIXED : dice < 96 ? Fate.FAILS_ALWAYS : Fate.REFUSED;
  }

  private static Fate fate(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 75) {
      return Fate.FINE;
    }
    return dice < 90 ? Fate.FAILS_ONCE : dice < 95 ? Fate.FAILS_ALWAYS : Fate.REFUSED;
  }
}
