/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.testing.junit.SimulationTest;
import dev.duly.testing.simulation.Simulation;

class WarehouseTest {
  @SimulationTest
  void everyMovementCountsOnce(Simulation simulation) {
    simulation
        .handlers(Warehouse::new)
        .deliver(
            new StockMoved("m-1", "apples", 10),
            new StockMoved("m-2", "pears", 4),
            new StockMoved("m-3", "apples", -3))
        .run();

    assertThat(simulation.store().rows("stock"))
        .containsEntry("apples", 7)
        .containsEntry("pears", 4);
  }
}
