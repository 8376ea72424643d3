/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import org.jspecify.annotations.Nullable;

/**
 * Counts, outside of the process, the attempts of messages that were in flight when a process died:
 * a message that kills every process that runs it must not do so for ever.
 */
final class Attempts {
  private final @Nullable Store store;

  Attempts(@Nullable Store store) {
    this.store = store;
  }

  /** The attempts of a suspect, the one about to be made included. */
  int record(Item suspect) {
    if (store == null) {
      return suspect.failures() + 1;
    }
    return store.recordAttempt(scope(suspect), key(suspect));
  }

  /** Forgets a suspect that has ended. A row that stays behind does no harm to other keys. */
  void clear(Item suspect) {
    if (store != null) {
      store.clearAttempts(scope(suspect), key(suspect));
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
