/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

/** The handlers of the items {@code from} (inclusive) to {@code to} (exclusive) did not succeed. */
final class HandlerFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final int from;
  private final int to;
  private final Throwable failure;

  HandlerFailure(int from, int to, Throwable failure) {
    super(failure);
    this.from = from;
    this.to = to;
    this.failure = failure;
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
}
