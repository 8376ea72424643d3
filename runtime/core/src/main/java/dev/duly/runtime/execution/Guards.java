/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.Downstream;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.KeyInProgressException;
import dev.duly.runtime.KeyReusedException;
import dev.duly.runtime.OutcomeUnknownException;
import dev.duly.runtime.RefusedBeforeException;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.CallArguments;
import dev.duly.runtime.topology.DownstreamKey;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.EffectPolicy.Outcome;
import dev.duly.runtime.topology.GuardPort;
import dev.duly.runtime.topology.GuardedMethod;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs guarded calls outside of messaging: acquire the record of the key in the effect log, call,
 * write how it ended. In mode TRANSACTION the call, what it publishes and its end are one
 * transaction, so a record without an end is proof that nothing happened. In mode EFFECT they are
 * not, and such a record is in doubt.
 */
public final class Guards implements GuardPort {
  private static final Envelope NO_CAUSE = Envelope.from(Map.of());

  /** How long a killed process keeps a key in mode TRANSACTION; renewed while a call runs. */
  private static final Duration TRANSACTION_LEASE = Duration.ofSeconds(30);

  private final Engine engine;
  private final Store store;

  /**
   * Guards on the store of {@code engine}.
   *
   * @throws StartupException without a store
   */
  public Guards(Engine engine) {
    Store found = engine.store();
    if (found == null) {
      throw new StartupException(
          "DulyStoreMissing",
          "A guard needs a store for its keys.",
          "Give one: Duly.builder().store(…), or use Duly.embedded(path).");
    }
    this.engine = engine;
    this.store = found;
  }

  @Override
  @SuppressWarnings("NullAway") // a call without a result has none
  public <X extends Exception> void run(
      GuardedMethod method, MessageKey key, CallArguments arguments, Action<X> action) throws X {
    answer(
        method,
        key,
        arguments,
        call -> {
          action.run(call);
          return null;
        });
  }

  @Override
  @SuppressWarnings("NullAway") // what the method gave may be null, and is given again
  public <R, X extends Exception> R call(
      GuardedMethod method,
      MessageKey key,
      CallArguments arguments,
      Class<R> result,
      Work<R, X> work)
      throws X {
    Answer<R> answer = answer(method, key, arguments, work);
    return answer.encoded() == null ? answer.value() : decode(answer.encoded(), result);
  }

  /** What the work gave now, or what was remembered of it; at most one is not null. */
  private record Answer<R>(@Nullable R value, byte @Nullable [] encoded) {}

  private <R, X extends Exception> Answer<R> answer(
      GuardedMethod method, MessageKey key, CallArguments arguments, Work<? extends R, X> work)
      throws X {
    EffectPolicy effect = method.guard().effect();
    if (effect == null) {
      engine.current().requireNone();
    }
    EffectAnswer answer = store.effects().acquire(request(method, key, arguments, effect));
    if (answer instanceof EffectAnswer.Acquired acquired) {
      return new Answer<>(
          effect == null
              ? inTransaction(method, acquired.hold(), work)
              : outside(method, effect, acquired, work),
          null);
    }
    if (answer instanceof EffectAnswer.Replay replay) {
      return new Answer<>(null, replay.result());
    }
    throw refusal(method, answer);
  }

  private <R> R decode(byte[] encoded, Class<R> result) {
    return engine.codec().decode(encoded, result);
  }

  private EffectRequest request(
      GuardedMethod method,
      MessageKey key,
      CallArguments arguments,
      @Nullable EffectPolicy effect) {
    return new EffectRequest(
        method.scope(),
        key,
        // Not from the engine's random source: two processes with one seed must not take each
        // other's records for their own.
        UUID.randomUUID().toString(),
        PayloadHash.of(arguments, engine.outgoings()),
        DownstreamKey.of(method.scope(), key),
        effect == null ? TRANSACTION_LEASE : effect.lease(),
        method.guard().window(),
        false);
  }

  private RuntimeException refusal(GuardedMethod method, EffectAnswer answer) {
    if (answer instanceof EffectAnswer.InProgress other) {
      Duration left = Duration.between(engine.clock().instant(), other.leaseUntil());
      return new KeyInProgressException(method.name(), left.isNegative() ? Duration.ZERO : left);
    }
    if (answer instanceof EffectAnswer.Mismatch) {
      return new KeyReusedException(method.name());
    }
    if (answer instanceof EffectAnswer.ReplayFailure refused) {
      byte[] error = refused.error();
      return new RefusedBeforeException(
          method.name(), error == null ? "" : new String(error, StandardCharsets.UTF_8));
    }
    return new OutcomeUnknownException(method.name());
  }

  private <R, X extends Exception> R inTransaction(
      GuardedMethod method, EffectHold hold, Work<R, X> work) throws X {
    R value;
    EffectLease lease = lease(hold, TRANSACTION_LEASE);
    lease.start();
    try (lease;
        UnitOfWork unit = store.begin()) {
      Call call = Call.guarded(engine.outgoings(), engine.contracts(), NO_CAUSE, unit);
      value = engine.current().callWith(call, () -> work.run(call));
      call.requireSound();
      byte[] result = encode(value);
      lease.close();
      conclude(method, unit, hold, EffectEnd.done(result), call.published());
    } catch (Throwable failure) {
      // Rolled back: if the commit was not heard of, the end is written and both do nothing.
      if (failure instanceof RejectedException) {
        end(method, hold, EffectEnd.refused(failure), failure);
      } else {
        release(hold, failure);
      }
      throw failure;
    }
    engine.relay().wake();
    return value;
  }

  private <R, X extends Exception> R outside(
      GuardedMethod method, EffectPolicy policy, EffectAnswer.Acquired acquired, Work<R, X> work)
      throws X {
    EffectHold hold = acquired.hold();
    if (acquired.mayHaveHappened() && policy.downstream() == Downstream.NONE) {
      conclude(method, hold, EffectEnd.unknown(), List.of());
      throw new OutcomeUnknownException(method.name());
    }
    EffectKey effectKey =
        new EffectKey(
            DownstreamKey.of(hold.scope(), hold.key()).toString(), acquired.mayHaveHappened());
    Call call = Call.external(engine.outgoings(), engine.contracts(), NO_CAUSE, null, effectKey);
    R value;
    byte[] result;
    EffectLease lease = lease(hold, policy.lease());
    lease.start();
    try (lease) {
      value = engine.current().callAside(call, () -> work.run(call));
      result = encode(value);
    } catch (Throwable failure) {
      failed(method, policy, hold, failure);
      throw failure;
    }
    conclude(method, hold, EffectEnd.done(result), call.published());
    engine.relay().wake();
    return value;
  }

  private void failed(
      GuardedMethod method, EffectPolicy policy, EffectHold hold, Throwable failure) {
    Outcome outcome = policy.outcomeOf(failure);
    if (outcome == Outcome.NOT_EXECUTED) {
      release(hold, failure);
    } else if (outcome == Outcome.REFUSED) {
      end(method, hold, EffectEnd.refused(failure), failure);
    } else if (policy.downstream() == Downstream.NONE) {
      end(method, hold, EffectEnd.unknown(), failure);
    }
    // Else the called system may still be at it: the next call may begin when the lease has ended.
  }

  private EffectLease lease(EffectHold hold, Duration lease) {
    return new EffectLease(store.effects(), hold, lease, null, engine);
  }

  private byte @Nullable [] encode(@Nullable Object value) {
    return value == null ? null : engine.outgoings().encode(value);
  }

  private void conclude(
      GuardedMethod method, EffectHold hold, EffectEnd end, List<Outgoing> published) {
    try (UnitOfWork unit = store.begin()) {
      conclude(method, unit, hold, end, published);
    }
  }

  private static void conclude(
      GuardedMethod method,
      UnitOfWork unit,
      EffectHold hold,
      EffectEnd end,
      List<Outgoing> published) {
    if (!unit.conclude(hold, end)) {
      // Another call has the record by now, and its word counts.
      throw new KeyInProgressException(method.name(), Duration.ZERO);
    }
    if (!published.isEmpty()) {
      unit.enqueue(published);
    }
    unit.commit();
  }

  /** As {@link #conclude}, for a call that has failed: what it threw is what its caller gets. */
  private void end(GuardedMethod method, EffectHold hold, EffectEnd end, Throwable failure) {
    try {
      conclude(method, hold, end, List.of());
    } catch (RuntimeException trouble) {
      failure.addSuppressed(trouble);
    }
  }

  /** If it cannot be done the lease ends by itself: late, but safe. */
  private void release(EffectHold hold, Throwable failure) {
    try {
      store.effects().release(hold);
    } catch (RuntimeException trouble) {
      failure.addSuppressed(trouble);
    }
  }
}
