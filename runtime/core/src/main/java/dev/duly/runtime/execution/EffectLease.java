/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the record of a call while its handler runs: renewed three times a lease, up to the
 * handler's deadline. If it is lost all the same, the fence refuses what the handler comes back
 * with.
 */
final class EffectLease implements AutoCloseable {
  private final EffectLog log;
  private final EffectHold hold;
  private final Duration lease;
  private final @Nullable Instant deadline;
  private final Engine engine;
  private Instant until;
  private boolean closed;
  private Scheduler.Cancellable timer = () -> {};

  /** Keeps {@code hold}, which has just been acquired; renews for ever without a deadline. */
  EffectLease(
      EffectLog log, EffectHold hold, Duration lease, @Nullable Instant deadline, Engine engine) {
    this.log = log;
    this.hold = hold;
    this.lease = lease;
    this.deadline = deadline;
    this.engine = engine;
    this.until = engine.clock().instant().plus(lease);
  }

  synchronized void start() {
    if (!closed) {
      timer = engine.scheduler().schedule(lease.dividedBy(3), this::renew);
    }
  }

  /** How long nobody else may begin. */
  synchronized Duration left() {
    Duration left = Duration.between(engine.clock().instant(), until);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel();
  }

  private void renew() {
    if (isOver()) {
      return;
    }
    try {
      if (!log.renew(hold, lease)) {
        return;
      }
      renewed();
    } catch (RuntimeException trouble) {
      engine.observer().trouble("lease renewal of a call in scope " + hold.scope(), trouble);
    }
    start();
  }

  private synchronized boolean isOver() {
    return closed || (deadline != null && !engine.clock().instant().isBefore(deadline));
  }

  private synchronized void renewed() {
    until = engine.clock().instant().plus(lease);
  }
}
