/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.Downstream;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.DownstreamKey;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Runs a handler that calls another system, outside of any transaction: acquire the record of its
 * key, call, write how it ended. Whether the call happened is known only from its outcome; an
 * attempt of which nothing is known leaves the key in doubt.
 */
final class EffectRunner {
  /** How long to wait at least before a record is asked for again. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

  private final Calls calls;
  private final Failures failures;
  private final GroupParking parking;
  private final Engine engine;

  EffectRunner(Calls calls, Failures failures, Engine engine) {
    this.calls = calls;
    this.failures = failures;
    this.parking = failures.parking();
    this.engine = engine;
  }

  /** Runs one item. Never throws: a failure is part of the result. */
  void run(Item item, Work<?> work, BatchResult result) {
    Conclusion open = item.conclusion();
    try {
      if (open != null) {
        conclude(item, open, result);
      } else if (failures.mayTry(item, result)) {
        begin(item, work, result);
      }
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
      result.hold(item, Failures.TROUBLE_DELAY);
    }
  }

  private void begin(Item item, Work<?> work, BatchResult result) {
    MessageKey key = work.key();
    EffectPolicy policy = work.subscription().guard().effect();
    if (key == null || policy == null) {
      item.dead(DeadReason.POISON, "without an idempotency key its call cannot be guarded");
      failures.sendDeadLetter(item, result);
      return;
    }
    if (!parking.isStillFirst(item)) {
      result.end(item, Verdict.RELEASED);
      return;
    }
    UUID downstreamKey = DownstreamKey.of(work.subscription().scope(), key);
    EffectAnswer answer =
        store().effects().acquire(request(item, work, key, policy, downstreamKey));
    item.attempt(null);
    if (answer instanceof EffectAnswer.Acquired acquired) {
      boolean inDoubt = acquired.mayHaveHappened();
      if (inDoubt && mustNotRepeat(item, policy)) {
        giveToAPerson(item, acquired.hold(), "its call was begun and its end is not known", result);
      } else {
        EffectKey effectKey = new EffectKey(downstreamKey.toString(), inDoubt);
        call(item, work, policy, acquired.hold(), effectKey, result);
      }
    } else if (answer instanceof EffectAnswer.InProgress other) {
      result.hold(item, untilFree(other.leaseUntil(), policy.lease()));
    } else if (answer instanceof EffectAnswer.Mismatch) {
      item.dead(DeadReason.KEY_REUSED, "its key was used before for another body");
      failures.sendDeadLetter(item, result);
    } else {
      byte[] reply = answer instanceof EffectAnswer.Replay replay ? replay.result() : null;
      if (reply != null && item.envelope().replyTo() != null) {
        send(engine.outgoings().reply(item.envelope(), reply));
      }
      failures.clearAttempts(item);
      result.end(item, parking.leave(item) ? Verdict.DUPLICATE : Verdict.RELEASED);
    }
  }

  /**
   * The lease ends by the clock of the store, which this process may not agree with: by a clock
   * that is ahead it has ended already, and asking without a pause would be all that is done until
   * then; by one that is behind, the wait has hardly an end.
   */
  private Duration untilFree(Instant leaseUntil, Duration lease) {
    Duration left = Duration.between(engine.clock().instant(), leaseUntil);
    if (left.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return left.compareTo(lease) > 0 ? lease : left;
  }

  private EffectRequest request(
      Item item, Work<?> work, MessageKey key, EffectPolicy policy, UUID downstreamKey) {
    String attempt = item.attempt();
    if (attempt == null) {
      // Asked again under the same name until there is an answer: an attempt that was acquired
      // without our knowing is still ours, and has called nobody. Not from the engine's random
      // source: two processes with one seed must not take each other's records for their own.
      attempt = UUID.randomUUID().toString();
      item.attempt(attempt);
    }
    byte[] body = engine.bodies().read(item.envelope().contentEncoding(), item.delivery().body());
    return new EffectRequest(
        work.subscription().scope(),
        key,
        attempt,
        PayloadHash.of(body),
        downstreamKey,
        policy.lease(),
        work.subscription().guard().window(),
        item.isRepeated());
  }

  /** A person who replays the dead letter of a call in doubt has decided that it is repeated. */
  private static boolean mustNotRepeat(Item item, EffectPolicy policy) {
    return policy.downstream() == Downstream.NONE && !item.isRepeated();
  }

  private void call(
      Item item,
      Work<?> work,
      EffectPolicy policy,
      EffectHold hold,
      EffectKey key,
      BatchResult result) {
    Call call = calls.external(item, work, key, policy.lease());
    EffectLease lease =
        new EffectLease(store().effects(), hold, policy.lease(), item.deadline(), engine);
    lease.start();
    try (lease) {
      engine.current().runWith(call, () -> work.invoke(call));
    } catch (Throwable failure) {
      failed(item, failure, policy, hold, lease, result);
      return;
    }
    conclude(item, new Conclusion(hold, EffectEnd.done(call.reply()), call.published()), result);
  }

  private void failed(
      Item item,
      Throwable failure,
      EffectPolicy policy,
      EffectHold hold,
      EffectLease lease,
      BatchResult result) {
    item.failed(failure, engine.clock().instant());
    switch (policy.outcomeOf(failure)) {
      case NOT_EXECUTED -> {
        release(hold);
        failures.retryOrGiveUp(item, failure, Duration.ZERO, result);
      }
      case REFUSED -> {
        item.dead(DeadReason.REJECTED, "refused by its handler");
        conclude(item, new Conclusion(hold, EffectEnd.refused(failure), letter(item)), result);
      }
      case IN_DOUBT -> {
        if (policy.downstream() == Downstream.NONE) {
          giveToAPerson(item, hold, "its call failed and may have happened all the same", result);
        } else {
          // The called system may still be at it for as long as the lease was made for.
          failures.retryOrGiveUp(item, failure, lease.left(), result);
        }
      }
    }
  }

  private void giveToAPerson(Item item, EffectHold hold, String why, BatchResult result) {
    item.dead(DeadReason.UNKNOWN_OUTCOME, why);
    conclude(item, new Conclusion(hold, EffectEnd.unknown(), letter(item)), result);
  }

  /** If it cannot be done the lease ends by itself, and the key is in doubt: late, but safe. */
  private void release(EffectHold hold) {
    try {
      store().effects().release(hold);
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
    }
  }

  /** The end of the call, and what leaves because of it, are one transaction. */
  private void conclude(Item item, Conclusion conclusion, BatchResult result) {
    item.conclusion(conclusion);
    boolean ours;
    try (UnitOfWork unit = store().begin()) {
      ours = unit.conclude(conclusion.hold(), conclusion.end());
      if (ours) {
        if (!conclusion.outgoing().isEmpty()) {
          unit.enqueue(conclusion.outgoing());
        }
        if (conclusion.end().state() == EffectState.DONE) {
          // If a person has dropped it during the call, the call was made all the same.
          var unused = parking.leave(unit, item);
        } else if (parking.takes(item)) {
          parking.park(unit, item);
        }
        unit.commit();
      }
    }
    item.conclusion(null);
    if (!ours) {
      // Another attempt has the record, or this end was written by a commit nobody heard of.
      item.undecided();
      result.hold(item, Duration.ZERO);
      return;
    }
    engine.relay().wake();
    failures.clearAttempts(item);
    if (conclusion.end().state() == EffectState.DONE) {
      result.end(item, Verdict.EFFECT);
    } else {
      noteFailedAgain(item);
      failures.dead(item, result);
    }
  }

  /** The end of the call stands whether or not this works; the note before it stays then. */
  private void noteFailedAgain(Item item) {
    try {
      parking.failedAgain(item);
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
    }
  }

  /** What is replayed is a dead letter already, and what is parked is none. */
  private List<Outgoing> letter(Item item) {
    return item.replay() == null && !parking.takes(item)
        ? List.of(failures.deadLetter(item))
        : List.of();
  }

  private void send(Outgoing outgoing) {
    try (UnitOfWork unit = store().begin()) {
      unit.enqueue(List.of(outgoing));
      unit.commit();
    }
    engine.relay().wake();
  }

  private Store store() {
    Store store = engine.store();
    if (store == null) {
      throw new IllegalStateException("planned without a store");
    }
    return store;
  }
}
