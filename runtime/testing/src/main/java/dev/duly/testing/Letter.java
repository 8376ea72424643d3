/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Stored;
import java.time.Instant;

/** A message in a channel, shared by its groups. Guarded by the lock of its transport. */
final class Letter {
  private final long number;
  private final Outgoing message;
  private final Instant storedAt;
  private int groupsToSettle;

  Letter(long number, Outgoing message, Instant storedAt) {
    this.number = number;
    this.message = message;
    this.storedAt = storedAt;
  }

  long number() {
    return number;
  }

  Outgoing message() {
    return message;
  }

  Instant storedAt() {
    return storedAt;
  }

  void oneMoreGroup() {
    groupsToSettle++;
  }

  /** Whether that was the last group. */
  boolean oneGroupLess() {
    groupsToSettle--;
    return groupsToSettle == 0;
  }

  Stored stored() {
    return new Stored(Long.toString(number), message.headers(), message.body(), storedAt);
  }
}
