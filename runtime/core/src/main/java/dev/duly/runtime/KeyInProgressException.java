/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import java.time.Duration;

/** Another call with the same key is under way, or ended in a way that nobody knows yet. */
public final class KeyInProgressException extends DulyException {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  public KeyInProgressException(String method, Duration retryAfter) {
    super(
        "DulyKeyInProgress",
        "A call of " + method + " with the same key is in progress.",
        "Call again in " + retryAfter + ": it answers with the result of that call.");
    this.retryAfter = retryAfter;
  }

  /** When its lease ends unless renewed; zero if it may be asked for at once. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
