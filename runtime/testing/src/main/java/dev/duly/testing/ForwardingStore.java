/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Passes every call on: a test overrides the one that should go wrong. */
public abstract class ForwardingStore implements Store {
  private final Store store;

  /** Passes calls on to {@code store}. */
  protected ForwardingStore(Store store) {
    this.store = store;
  }

  @Override
  public void prepare(Topology topology) {
    store.prepare(topology);
  }

  @Override
  public UnitOfWork begin() {
    return store.begin();
  }

  @Override
  public EffectLog effects() {
    return store.effects();
  }

  @Override
  public Parking parking() {
    return store.parking();
  }

  @Override
  public List<OutboxEntry> outbox(int max) {
    return store.outbox(max);
  }

  @Override
  public void removeFromOutbox(Collection<OutboxEntry> entries) {
    store.removeFromOutbox(entries);
  }

  @Override
  public Optional<Claim.State> outcome(String scope, MessageKey key) {
    return store.outcome(scope, key);
  }

  @Override
  public int recordAttempt(String scope, MessageKey key) {
    return store.recordAttempt(scope, key);
  }

  @Override
  public void clearAttempts(String scope, MessageKey key) {
    store.clearAttempts(scope, key);
  }

  @Override
  public void close() {
    store.close();
  }
}
