/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Verdict;
import dev.duly.runtime.visibility.Observer;
import java.time.Duration;
import java.util.List;

/** What follows when a message was not done: it is tried again, or it is a dead letter. */
final class Failures {
  /** How long the lane of an item waits for the infrastructure. */
  static final Duration TROUBLE_DELAY = Duration.ofSeconds(1);

  private final ConsumerSpec spec;
  private final GroupPolicy group;
  private final Engine engine;
  private final DeadLetterWriter deadLetters;
  private final GroupParking parking;
  private final Attempts attempts;

  Failures(ConsumerSpec spec, GroupPolicy group, Engine engine) {
    this.spec = spec;
    this.group = group;
    this.engine = engine;
    this.deadLetters = new DeadLetterWriter(spec, group, engine.limits(), engine.clock());
    this.parking = new GroupParking(spec, group, engine, deadLetters);
    this.attempts = new Attempts(engine.store(), engine.observer());
  }

  GroupParking parking() {
    return parking;
  }

  /** Whether an item may run; the attempt of one that may kill the process is counted before. */
  boolean mayTry(Item item, BatchResult result) {
    if (!item.isSuspect()) {
      return true;
    }
    try {
      if (!item.isAttemptRecorded()) {
        item.attemptRecorded(attempts.record(item));
      }
      if (item.failures() >= policy(item).attempts()) {
        item.dead(DeadReason.CRASH_LOOP, "the process died during each attempt");
        sendDeadLetter(item, result);
        return false;
      }
      return true;
    } catch (RuntimeException trouble) {
      storeTrouble(trouble);
      result.hold(item, TROUBLE_DELAY);
      return false;
    }
  }

  /** Forgets the attempts of an item that has ended. */
  void clearAttempts(Item item) {
    if (item.isSuspect()) {
      attempts.clear(item);
    }
  }

  /** Tries a failed item again, after {@code atLeast}, or gives it up. */
  void retryOrGiveUp(Item item, Throwable failure, Duration atLeast, BatchResult result) {
    RetryPolicy policy = policy(item);
    if (!item.isRepeated() && policy.retries(item.failures(), failure)) {
      Duration wait = policy.delayAfter(item.failures(), engine.random());
      Duration delay = wait.compareTo(atLeast) < 0 ? atLeast : wait;
      engine.observer().retry(event(item), failure, delay);
      result.hold(item, delay);
    } else {
      boolean last = item.failures() >= policy.attempts();
      item.dead(
          last ? DeadReason.EXHAUSTED : DeadReason.NOT_RETRYABLE,
          last ? "its last attempt failed" : "its failure is not one that is tried again");
      sendDeadLetter(item, result);
    }
  }

  /** The dead letter of an item for which {@link Item#dead} has been decided. */
  Outgoing deadLetter(Item item) {
    return deadLetters.write(item);
  }

  /**
   * Ends the item only when the parking or the dead-letter channel has it; until then its lane
   * waits.
   */
  void sendDeadLetter(Item item, BatchResult result) {
    if (parking.takes(item)) {
      try {
        parking.park(item);
      } catch (RuntimeException trouble) {
        storeTrouble(trouble);
        result.hold(item, TROUBLE_DELAY);
        return;
      }
    } else if (item.replay() == null) {
      try {
        engine.send(List.of(deadLetter(item)));
      } catch (RuntimeException trouble) {
        engine.observer().trouble("dead-letter channel of group " + group.id(), trouble);
        result.hold(item, TROUBLE_DELAY);
        return;
      }
    }
    clearAttempts(item);
    dead(item, result);
  }

  /** Ends an item whose dead letter is safe, or that is parked. */
  void dead(Item item, BatchResult result) {
    String reason = String.valueOf(item.deadReason());
    if (parking.takes(item)) {
      engine.observer().parked(event(item), reason);
      result.end(item, Verdict.PARKED);
    } else {
      engine.observer().dead(event(item), reason);
      result.end(item, Verdict.DEAD);
    }
  }

  /** Ends an item that waits behind a dead one. */
  void waits(Item item, BatchResult result) {
    clearAttempts(item);
    engine.observer().parked(event(item), "WAITS");
    result.end(item, Verdict.PARKED);
  }

  void storeTrouble(Throwable trouble) {
    engine.observer().trouble("store of group " + group.id(), trouble);
  }

  Observer.MessageEvent event(Item item) {
    return item.event(group.id(), spec.channel());
  }

  private static RetryPolicy policy(Item item) {
    Work<?> work = item.work();
    return work == null ? RetryPolicy.DEFAULT : work.subscription().retry();
  }
}
