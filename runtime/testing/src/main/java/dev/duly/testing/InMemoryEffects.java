/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The effect log of an {@link InMemoryStore}. Its records are rows of the store, so that units of
 * work wait for each other at them, and crash and commit, as for any row.
 */
final class InMemoryEffects implements EffectLog {
  private static final String TABLE = "duly_effect";

  private final InMemoryStore store;

  InMemoryEffects(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public EffectAnswer acquire(EffectRequest request) {
    InMemoryStore.Row row = row(request.scope(), request.key());
    try (InMemoryUnit unit = store.beginUnit()) {
      Instant now = store.now();
      Effect known = read(unit, row);
      Effect effect =
          known != null && now.isBefore(known.keepUntil())
              ? known.acquired(request, now)
              : Effect.first(request, now, known);
      unit.write(row, effect);
      unit.commit();
      return effect.answer(request, now);
    }
  }

  @Override
  public boolean renew(EffectHold hold, Duration lease) {
    return write(hold, effect -> effect.leasedUntil(store.now().plus(lease)));
  }

  @Override
  public boolean release(EffectHold hold) {
    return write(hold, effect -> effect.leasedUntil(null));
  }

  @Override
  public Optional<EffectState> state(String scope, MessageKey key) {
    store.lock().lock();
    try {
      return store.committed(row(scope, key)) instanceof Effect effect
              && store.now().isBefore(effect.keepUntil())
          ? Optional.of(effect.state())
          : Optional.empty();
    } finally {
      store.lock().unlock();
    }
  }

  private boolean write(EffectHold hold, UnaryOperator<Effect> change) {
    try (InMemoryUnit unit = store.beginUnit()) {
      InMemoryStore.Row row = row(hold.scope(), hold.key());
      Effect effect = read(unit, row);
      if (effect == null || !effect.belongsTo(hold) || effect.leaseUntil() == null) {
        return false;
      }
      unit.write(row, change.apply(effect));
      unit.commit();
      return true;
    }
  }

  /** In a unit of work of somebody else. */
  static boolean conclude(InMemoryUnit unit, EffectHold hold, EffectEnd end) {
    InMemoryStore.Row row = row(hold.scope(), hold.key());
    Effect effect = read(unit, row);
    if (effect == null || !effect.belongsTo(hold)) {
      return false;
    }
    unit.write(row, effect.ended(end));
    return true;
  }

  private static @Nullable Effect read(InMemoryUnit unit, InMemoryStore.Row row) {
    return unit.read(row) instanceof Effect effect ? effect : null;
  }

  private static InMemoryStore.Row row(String scope, MessageKey key) {
    return new InMemoryStore.Row(TABLE, new InMemoryStore.Claimed(scope, key));
  }

  /** A record. No lease, while started: the last attempt has surely had no effect. */
  private record Effect(
      EffectState state,
      long fence,
      String owner,
      @Nullable Instant leaseUntil,
      boolean inDoubt,
      byte[] payloadHash,
      UUID downstreamKey,
      byte @Nullable [] result,
      Instant keepUntil) {

    static Effect first(EffectRequest request, Instant now, @Nullable Effect forgotten) {
      return started(request, now, forgotten == null ? 1 : forgotten.fence + 1, false);
    }

    private static Effect started(EffectRequest request, Instant now, long fence, boolean inDoubt) {
      return new Effect(
          EffectState.STARTED,
          fence,
          request.owner(),
          now.plus(request.lease()),
          inDoubt,
          request.payloadHash().clone(),
          request.downstreamKey(),
          null,
          now.plus(request.window()));
    }

    /** This record after a request: another attempt's, if it was to be had. */
    Effect acquired(EffectRequest request, Instant now) {
      boolean free =
          switch (state) {
            case STARTED -> leaseUntil == null || !now.isBefore(leaseUntil);
            case DONE -> false;
            case FAILED, UNKNOWN -> request.retryEnded();
          };
      if (!free || !Arrays.equals(payloadHash, request.payloadHash())) {
        return this;
      }
      boolean doubt = inDoubt || leaseUntil != null || state == EffectState.UNKNOWN;
      return started(request, now, fence + 1, doubt);
    }

    EffectAnswer answer(EffectRequest request, Instant now) {
      if (!Arrays.equals(payloadHash, request.payloadHash())) {
        return new EffectAnswer.Mismatch();
      }
      return switch (state) {
        case DONE -> new EffectAnswer.Replay(result);
        case FAILED -> new EffectAnswer.ReplayFailure(result);
        case UNKNOWN -> new EffectAnswer.Unknown();
        case STARTED ->
            owner.equals(request.owner())
                ? new EffectAnswer.Acquired(
                    new EffectHold(request.scope(), request.key(), owner, fence), inDoubt)
                : new EffectAnswer.InProgress(leaseUntil == null ? now : leaseUntil);
      };
    }

    boolean belongsTo(EffectHold hold) {
      return state == EffectState.STARTED && fence == hold.fence() && owner.equals(hold.owner());
    }

    Effect leasedUntil(@Nullable Instant until) {
      return new Effect(
          state, fence, owner, until, inDoubt, payloadHash, downstreamKey, result, keepUntil);
    }

    Effect ended(EffectEnd end) {
      byte[] kept = end.result();
      return new Effect(
          end.state(),
          fence,
          owner,
          null,
          inDoubt,
          payloadHash,
          downstreamKey,
          kept == null ? null : kept.clone(),
          keepUntil);
    }
  }
}
