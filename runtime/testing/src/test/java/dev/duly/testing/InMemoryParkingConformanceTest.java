/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.Store;
import dev.duly.testing.conformance.ParkingConformance;
import java.time.Clock;

class InMemoryParkingConformanceTest extends ParkingConformance {
  @Override
  protected Store open(Clock clock) {
    return new InMemoryStore(clock);
  }

  @Override
  protected Store restart(Store store) {
    ((InMemoryStore) store).crash();
    return store;
  }
}
