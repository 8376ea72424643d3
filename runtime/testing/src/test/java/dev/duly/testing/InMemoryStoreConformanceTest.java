/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.testing.conformance.StoreConformance;
import java.time.Clock;

class InMemoryStoreConformanceTest extends StoreConformance {
  @Override
  protected Store open(Clock clock) {
    return new InMemoryStore(clock);
  }

  @Override
  protected Store restart(Store store) {
    ((InMemoryStore) store).crash();
    return store;
  }

  @Override
  protected void writeRow(UnitOfWork unit, String key) {
    unit.transaction().unwrap(InMemoryTransaction.class).put("rows", key, true);
  }

  @Override
  protected boolean hasRow(Store store, String key) {
    return ((InMemoryStore) store).rows("rows").containsKey(key);
  }
}
