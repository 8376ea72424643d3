/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.TransactionalWork;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import java.util.Map;

/** Transactions outside of handlers, with the same outbox. */
public final class Transactions {
  private static final Envelope NO_CAUSE = Envelope.from(Map.of());

  private final Engine engine;

  /** Transactions on the store of {@code engine}. */
  public Transactions(Engine engine) {
    this.engine = engine;
  }

  /**
   * Runs work in a transaction; what it publishes leaves when it has committed. In a guarded call
   * that has a transaction it is that one, and commits with it.
   *
   * @throws X what the work threw
   * @throws IllegalStateException without a store
   */
  public <X extends Exception> void run(TransactionalWork<X> work) throws X {
    Call running = engine.current().get();
    if (running != null && running.join(work)) {
      return;
    }
    Store store = engine.store();
    if (store == null) {
      throw new IllegalStateException("no store is configured: Duly.builder().store(…)");
    }
    try (UnitOfWork unit = store.begin()) {
      Call call = new Call(engine.outgoings(), engine.contracts(), NO_CAUSE, null, unit);
      engine.current().enter(call);
      try {
        work.run(call.transaction(), call);
      } finally {
        engine.current().leave();
      }
      if (!call.published().isEmpty()) {
        unit.enqueue(call.published());
      }
      unit.commit();
    }
    engine.relay().wake();
  }
}
