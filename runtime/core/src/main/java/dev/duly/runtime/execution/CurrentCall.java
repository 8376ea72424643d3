/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import org.jspecify.annotations.Nullable;

/**
 * The call that runs on this thread, so that a publisher used inside a handler joins its outbox.
 */
final class CurrentCall {
  // One for each instance of Duly: two of them in one process must not join each other's calls.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Call> call = new ThreadLocal<>();

  /** A piece of work that may fail in any way. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  void runWith(Call current, Body body) throws Exception {
    enter(current);
    try {
      body.run();
    } finally {
      leave();
    }
  }

  /** A piece of work with a result. */
  @FunctionalInterface
  interface Work<R, X extends Exception> {
    R run() throws X;
  }

  <R, X extends Exception> R callWith(Call current, Work<R, X> work) throws X {
    enter(current);
    try {
      return work.run();
    } finally {
      leave();
    }
  }

  /** Sets the running call, if any, aside: what the work publishes is none of its business. */
  <R, X extends Exception> R callAside(Call current, Work<R, X> work) throws X {
    @Nullable Call before = call.get();
    call.set(current);
    try {
      return work.run();
    } finally {
      if (before == null) {
        call.remove();
      } else {
        call.set(before);
      }
    }
  }

  void enter(Call current) {
    requireNone();
    call.set(current);
  }

  void requireNone() {
    if (call.get() != null) {
      throw new IllegalStateException(
          "a transaction is open on this thread already: use the Transaction handed to you");
    }
  }

  void leave() {
    call.remove();
  }

  @Nullable Call get() {
    return call.get();
  }
}
