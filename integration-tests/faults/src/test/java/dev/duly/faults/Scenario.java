/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Order;
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

  private static Fate fate(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 75) {
      return Fate.FINE;
    }
    return dice < 90 ? Fate.FAILS_ONCE : dice < 95 ? Fate.FAILS_ALWAYS : Fate.REFUSED;
  }
}
