/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded message and the handler it is for.
 *
 * @param subscription the handler's promise
 * @param message the message
 * @param key its idempotency key; null where none is declared
 * @param occurredAt its stable time; null where none is declared
 */
record Work<M>(
    Subscription<M> subscription,
    M message,
    @Nullable MessageKey key,
    @Nullable Instant occurredAt) {

  /**
   * What is claimed for this work; null where nothing guards it.
   *
   * @param retryRefused whether it was dead, and a person wants it to run again
   * @param anyAge whether a person wants it to run
   */
  @Nullable ClaimRequest claim(boolean retryRefused, boolean anyAge) {
    GuardPolicy guard = subscription.guard();
    if (guard.mode() != GuardPolicy.Mode.TRANSACTION || key == null) {
      return null;
    }
    return new ClaimRequest(
        subscription.scope(), key, guard.window(), retryRefused, occurredAt, anyAge);
  }

  /** Whether it calls another system, outside of any transaction. */
  boolean isExternal() {
    return subscription.guard().mode() == GuardPolicy.Mode.EFFECT;
  }

  boolean isForBatches() {
    return subscription.invocation() instanceof Invocation.Batch;
  }

  /** Calls the handler for this message alone. */
  void invoke(HandlerCall call) throws Exception {
    invokeAll(List.of(this), call);
  }

  /** Calls the handler for several works of its own subscription. */
  void invokeAll(List<Work<?>> works, HandlerCall call) throws Exception {
    Invocation<M> invocation = subscription.invocation();
    if (invocation instanceof Invocation.Single<M> single) {
      single.handle(message, call);
    } else if (invocation instanceof Invocation.Batch<M> batch) {
      List<M> messages = new ArrayList<>(works.size());
      for (Work<?> work : works) {
        messages.add(subscription.message().type().javaType().cast(work.message()));
      }
      batch.handle(messages, call);
    }
  }
}
