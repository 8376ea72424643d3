/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.testing.ForwardingStore;
import java.util.ArrayList;
import java.util.List;

/** One process's connection to the store: when it drops, what is not committed is rolled back. */
final class StoreConnection extends ForwardingStore {
  private final List<UnitOfWork> units = new ArrayList<>();

  StoreConnection(Store store) {
    super(store);
  }

  @Override
  public UnitOfWork begin() {
    UnitOfWork unit = super.begin();
    units.add(unit);
    return unit;
  }

  void drop() {
    units.forEach(UnitOfWork::close);
  }
}
