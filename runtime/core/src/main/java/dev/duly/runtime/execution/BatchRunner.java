/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.DeliveryMode;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a batch: one transaction over the claims, the handlers and what they publish. A handler that
 * fails takes the transaction with it; what stood before it runs again as a batch, it alone by its
 * retry policy, then the rest.
 */
final class BatchRunner {
  private final Engine engine;
  private final Calls calls;
  private final Failures failures;
  private final EffectRunner effectRunner;
  private final GroupParking parking;

  BatchRunner(ConsumerSpec spec, GroupPolicy group, Engine engine) {
    this.engine = engine;
    this.calls = new Calls(spec, group, engine);
    this.failures = new Failures(spec, group, engine);
    this.parking = failures.parking();
    this.effectRunner = new EffectRunner(calls, failures, engine);
  }

  /**
   * Runs items that are in order within each lane. Never throws: a failure is part of the result.
   */
  BatchResult run(List<Item> items, BeforeRun before) {
    BatchResult result = new BatchResult();
    List<Item> together = new ArrayList<>();
    for (Item item : items) {
      Work<?> work = item.work();
      if (work == null || runsAlone(item, work)) {
        effects(together, result);
        together = new ArrayList<>();
        alone(item, result, before);
      } else if (item.replay() != null) {
        // It is taken back if somebody else has done it meanwhile, and nothing else with it.
        effects(together, result);
        together = new ArrayList<>();
        effects(List.of(item), result);
      } else {
        together.add(item);
      }
    }
    effects(together, result);
    return result;
  }

  /** Settles an at-most-once item before its handler runs. */
  interface BeforeRun {
    boolean settle(Item item);
  }

  private static boolean runsAlone(Item item, Work<?> work) {
    return item.deadReason() != null || isAtMostOnce(work) || work.isExternal();
  }

  private static boolean isAtMostOnce(Work<?> work) {
    return work.subscription().delivery() == DeliveryMode.AT_MOST_ONCE;
  }

  private void alone(Item item, BatchResult result, BeforeRun before) {
    Work<?> work = item.work();
    if (result.mustWait(item)) {
      result.giveBack(item);
    } else if (work != null && item.conclusion() != null) {
      // Before it is looked at as a dead letter: its end may still have to be written.
      effectRunner.run(item, work, result);
    } else if (work == null || item.deadReason() != null) {
      failures.sendDeadLetter(item, result);
    } else if (work.isExternal()) {
      external(item, work, result);
    } else if (before.settle(item)) {
      atMostOnce(item, work, result);
    } else {
      result.hold(item, Failures.TROUBLE_DELAY);
    }
  }

  private void external(Item item, Work<?> work, BatchResult result) {
    boolean waits;
    try {
      waits = parking.takes(item) && item.replay() == null && parking.parkedBehind(item);
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
      result.hold(item, Failures.TROUBLE_DELAY);
      return;
    }
    if (waits) {
      failures.waits(item, result);
    } else {
      effectRunner.run(item, work, result);
    }
  }

  private void atMostOnce(Item item, Work<?> work, BatchResult result) {
    Store store = engine.store();
    try (UnitOfWork unit = store == null ? null : store.begin()) {
      Call call = calls.call(item, work, unit);
      engine.current().runWith(call, () -> work.invoke(call));
      if (unit != null) {
        unit.enqueue(call.published());
        unit.commit();
      }
      result.end(item, Verdict.EFFECT);
    } catch (Throwable failure) {
      engine.observer().dropped(failures.event(item), failure);
      result.end(item, Verdict.DROPPED);
    }
  }

  private void effects(List<Item> batch, BatchResult result) {
    List<Item> runnable = new ArrayList<>(batch.size());
    List<Item> again = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    for (Item item : batch) {
      ClaimRequest claim = item.claim();
      if (result.mustWait(item)) {
        result.giveBack(item);
      } else if (!again.isEmpty()
          || (claim != null && !keys.add(List.of(claim.scope(), claim.key())))) {
        // Two copies in one batch: the second is a duplicate only once the first is committed.
        again.add(item);
      } else {
        runnable.add(item);
      }
    }
    if (!runnable.isEmpty()) {
      transaction(runnable, result);
    }
    if (!again.isEmpty()) {
      effects(again, result);
    }
  }

  private void transaction(List<Item> batch, BatchResult result) {
    Item first = batch.get(0);
    if (!failures.mayTry(first, result)) {
      return;
    }
    BatchTransaction transaction = new BatchTransaction(batch, calls, parking, engine);
    try {
      transaction.execute();
    } catch (HandlerFailure failure) {
      if (failure.cause() == FailureCause.OUTAGE) {
        failures.storeTrouble(failure.failure());
        batch.forEach(item -> hold(item, Failures.TROUBLE_DELAY, result));
      } else {
        afterFailure(batch, failure, result);
      }
      return;
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
      batch.forEach(item -> hold(item, Failures.TROUBLE_DELAY, result));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      end(batch.get(i), transaction.verdict(i), result);
    }
    failures.clearAttempts(first);
  }

  private void end(Item item, Verdict verdict, BatchResult result) {
    if (verdict == Verdict.PARKED) {
      failures.waits(item, result);
    } else if (verdict == Verdict.RELEASED && item.replay() == null) {
      // Its key was freed while it was about to be put behind: now it may run.
      hold(item, Duration.ZERO, result);
    } else {
      result.end(item, verdict);
    }
  }

  /** Of several items of one lane only the first may wait; the others stand behind it. */
  private static void hold(Item item, Duration delay, BatchResult result) {
    if (result.mustWait(item)) {
      result.giveBack(item);
    } else {
      result.hold(item, delay);
    }
  }

  private void afterFailure(List<Item> batch, HandlerFailure failure, BatchResult result) {
    effects(batch.subList(0, failure.from()), result);
    if (failure.to() - failure.from() > 1) {
      // A batch handler failed as a whole: alone, the guilty one shows itself.
      for (Item item : batch.subList(failure.from(), failure.to())) {
        effects(List.of(item), result);
      }
    } else {
      Item item = batch.get(failure.from());
      if (result.mustWait(item)) {
        result.giveBack(item);
      } else if (failure.cause() == FailureCause.PASSING && item.forgive()) {
        failures.storeTrouble(failure.failure());
        result.hold(item, Failures.TROUBLE_DELAY);
      } else {
        failed(item, failure.failure(), result);
      }
    }
    effects(batch.subList(failure.to(), batch.size()), result);
  }

  private void failed(Item item, Throwable failure, BatchResult result) {
    if (failure instanceof Untimely untimely) {
      item.dead(untimely.reason(), untimely.detail());
      failures.sendDeadLetter(item, result);
      return;
    }
    item.failed(failure, engine.clock().instant());
    if (failure instanceof RejectedException) {
      item.dead(DeadReason.REJECTED, "refused by its handler");
      refuse(item, result);
    } else {
      failures.retryOrGiveUp(item, failure, Duration.ZERO, result);
    }
  }

  /** With a guard, the refusal and its dead letter are one transaction: it is refused once. */
  private void refuse(Item item, BatchResult result) {
    ClaimRequest claim = item.claim();
    Store store = engine.store();
    if (claim == null || store == null || item.isRepeated()) {
      failures.sendDeadLetter(item, result);
      return;
    }
    try (UnitOfWork unit = store.begin()) {
      Claim answer = unit.claim(List.of(claim)).get(0);
      if (Untimely.of(answer) != null) {
        // Too late to be remembered as refused: it is dead all the same.
        failures.sendDeadLetter(item, result);
        return;
      }
      if (answer.state() == Claim.State.FRESH) {
        unit.refuse(claim.scope(), claim.key());
        if (parking.takes(item)) {
          parking.park(unit, item);
        } else {
          unit.enqueue(List.of(failures.deadLetter(item)));
        }
        unit.commit();
      }
      engine.relay().wake();
      parking.failedAgain(item);
      failures.dead(item, result);
    } catch (RuntimeException trouble) {
      failures.storeTrouble(trouble);
      result.hold(item, Failures.TROUBLE_DELAY);
    }
  }
}
