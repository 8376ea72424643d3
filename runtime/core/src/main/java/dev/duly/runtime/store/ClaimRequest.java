/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that a handler is about to work on.
 *
 * @param scope the dedupe scope
 * @param key the idempotency key
 * @param window how long the key must be remembered: from {@code occurredAt}, or where there is
 *     none from the claim
 * @param retryRefused whether a refused key may be claimed again: an operator replays its dead
 *     letter
 * @param occurredAt the stable time of the message, the same for every copy of it; null where it
 *     has none
 * @param anyAge whether it is claimed however long ago it occurred: a person wants it to run. It is
 *     remembered from the claim then, if it is too old otherwise
 */
public record ClaimRequest(
    String scope,
    MessageKey key,
    Duration window,
    boolean retryRefused,
    @Nullable Instant occurredAt,
    boolean anyAge) {
  /** How far ahead of the store's clock a stable time may be: clocks are not that far apart. */
  public static final Duration AHEAD = Duration.ofDays(1);

  /** A key of a message without a stable time. */
  public ClaimRequest(String scope, MessageKey key, Duration window, boolean retryRefused) {
    this(scope, key, window, retryRefused, null, false);
  }

  /** Whether a copy of the message may have been forgotten at {@code now}. */
  public boolean isTooOld(Instant now) {
    return occurredAt != null && !occurredAt.isAfter(now.minus(window));
  }

  /**
   * The answer that needs no look at what is remembered; null if it takes one.
   *
   * @param now by the clock of the store
   */
  public @Nullable Claim untimely(Instant now) {
    if (occurredAt != null && occurredAt.isAfter(now.plus(AHEAD))) {
      return Claim.TOO_NEW;
    }
    return isTooOld(now) && !anyAge ? Claim.TOO_OLD : null;
  }
}
