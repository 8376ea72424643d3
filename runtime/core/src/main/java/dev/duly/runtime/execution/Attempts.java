/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.visibility.Observer;
import org.jspecify.annotations.Nullable;

/**
 * Counts, outside of the process, the attempts of messages that were in flight when a process died:
 * a message that kills every process that runs it must not do so for ever.
 */
final class Attempts {
  private final @Nullable Store store;
  private final Observer observer;

  Attempts(@Nullable Store store, Observer observer) {
    this.store = store;
    this.observer = observer;
  }

  /** The attempts of a suspect, the one about to be made included. */
  int record(Item suspect) {
    if (store == null) {
      return suspect.failures() + 1;
    }
    return store.recordAttempt(scope(suspect), key(suspect));
  }

  /**
   * Forgets a suspect that has ended. Its outcome stands whether or not this works: a row that
   * stays behind counts against nothing but a later crash of the same key.
   */
  void clear(Item suspect) {
    if (store == null) {
      return;
    }
    try {
      store.clearAttempts(scope(suspect), key(suspect));
    } catch (RuntimeException trouble) {
      observer.trouble("store, forgetting attempts", trouble);
    }
  }

  private static String scope(Item item) {
    Work<?> work = item.work();
    return work == null ? "poison" : work.subscription().scope();
  }

  private static MessageKey key(Item item) {
    Work<?> work = item.work();
    MessageKey key = work == null ? null : work.key();
    return key != null ? key : KeyDigest.of(item.envelope().id());
  }
}
