/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.Transaction;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Passes every call on: a test overrides the one that should go wrong. */
public abstract class ForwardingUnitOfWork implements UnitOfWork {
  private final UnitOfWork unit;

  /** Passes calls on to {@code unit}. */
  protected ForwardingUnitOfWork(UnitOfWork unit) {
    this.unit = unit;
  }

  @Override
  public Transaction transaction() {
    return unit.transaction();
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return unit.claim(requests);
  }

  @Override
  public void refuse(String scope, MessageKey key) {
    unit.refuse(scope, key);
  }

  @Override
  public void reply(String scope, MessageKey key, byte[] reply) {
    unit.reply(scope, key, reply);
  }

  @Override
  public boolean conclude(EffectHold hold, EffectEnd end) {
    return unit.conclude(hold, end);
  }

  @Override
  public Set<String> parked(String group, Collection<String> keys) {
    return unit.parked(group, keys);
  }

  @Override
  public void park(ParkedMessage message) {
    unit.park(message);
  }

  @Override
  public List<Boolean> parkBehind(List<ParkedMessage> messages) {
    return unit.parkBehind(messages);
  }

  @Override
  public boolean release(ParkedEntry entry) {
    return unit.release(entry);
  }

  @Override
  public void enqueue(List<Outgoing> messages) {
    unit.enqueue(messages);
  }

  @Override
  public void commit() {
    unit.commit();
  }

  @Override
  public FailureCause causeOf(Throwable failure) {
    return unit.causeOf(failure);
  }

  @Override
  public void close() {
    unit.close();
  }
}
