/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.Transaction;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.util.List;

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
  public void enqueue(List<Outgoing> messages) {
    unit.enqueue(messages);
  }

  @Override
  public void commit() {
    unit.commit();
  }

  @Override
  public void close() {
    unit.close();
  }
}
