/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.Store;
import dev.duly.testing.conformance.EffectConformance;
import java.time.Clock;

class InMemoryEffectConformanceTest extends EffectConformance {
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
