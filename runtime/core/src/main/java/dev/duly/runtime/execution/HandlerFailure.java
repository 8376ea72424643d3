/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.FailureCause;

/** The handlers of the items {@code from} (inclusive) to {@code to} (exclusive) did not succeed. */
final class HandlerFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final int from;
  private final int to;
  private final Throwable failure;
  private final FailureCause cause;

  HandlerFailure(int from, int to, Throwable failure, FailureCause cause) {
    super(failure);
    this.from = from;
    this.to = to;
    this.failure = failure;
    this.cause = cause;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  Throwable failure() {
    return failure;
  }

  FailureCause cause() {
    return cause;
  }
}
