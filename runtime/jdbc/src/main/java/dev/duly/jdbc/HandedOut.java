/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of a subscription are with whom. Kept in memory: one process owns the file, and
 * when it dies nobody holds anything.
 */
final class HandedOut {
  private final long suspectUpTo;
  private final Map<Long, Lease> leases = new HashMap<>();
  private final Set<Long> suspects = new HashSet<>();
  private long tokens;

  /** Deliveries up to {@code suspectUpTo} may have been with a process that was killed. */
  HandedOut(long suspectUpTo) {
    this.suspectUpTo = suspectUpTo;
  }

  synchronized void expire(Instant now) {
    leases
        .values()
        .removeIf(
            lease -> {
              boolean over = lease.isOver(now);
              if (over) {
                suspects.add(lease.message());
              }
              return over;
            });
  }

  synchronized List<Long> messages() {
    return new ArrayList<>(leases.keySet());
  }

  /** The partition keys that somebody other than {@code holder} works on. */
  synchronized Set<String> keysOfOthers(Object holder) {
    Set<String> keys = new HashSet<>();
    for (Lease lease : leases.values()) {
      if (lease.partitionKey() != null && !lease.holder().equals(holder)) {
        keys.add(lease.partitionKey());
      }
    }
    return keys;
  }

  synchronized Lease take(QueuedMessage message, Object holder, Instant until) {
    Lease lease = new Lease(message.id(), message.partitionKey(), holder, ++tokens, until);
    leases.put(lease.message(), lease);
    return lease;
  }

  synchronized boolean isSuspect(long message) {
    return message <= suspectUpTo || suspects.contains(message);
  }

  synchronized boolean isHeld(long message) {
    return leases.containsKey(message);
  }

  /** Forgets what is settled, whoever holds it. */
  synchronized void settled(Collection<Long> messages) {
    messages.forEach(leases::remove);
    messages.forEach(suspects::remove);
  }

  /** Gives back in good order; a lease that was lost meanwhile is nothing to give. */
  synchronized void released(Collection<Lease> handles) {
    for (Lease handle : handles) {
      if (isCurrent(handle)) {
        leases.remove(handle.message());
      }
    }
  }

  private boolean isCurrent(Lease handle) {
    Lease lease = leases.get(handle.message());
    return lease != null && lease.token() == handle.token();
  }

  /** Gives back everything {@code holder} still holds, whatever it has done with it. */
  synchronized void abandoned(Object holder) {
    leases
        .values()
        .removeIf(
            lease -> {
              boolean abandoned = lease.holder().equals(holder);
              if (abandoned) {
                suspects.add(lease.message());
              }
              return abandoned;
            });
  }

  /** Extends a lease that is not over; whether it could. */
  synchronized boolean renew(Lease handle, Instant now, Instant until) {
    Lease lease = leases.get(handle.message());
    if (lease == null || lease.token() != handle.token() || lease.isOver(now)) {
      return false;
    }
    leases.put(lease.message(), lease.until(until));
    return true;
  }

  /** The end of the first lease to end. */
  synchronized @Nullable Instant firstEnd() {
    return leases.values().stream().map(Lease::until).min(Instant::compareTo).orElse(null);
  }

  /** Up to which delivery one may still be unsettled that was handed out and not given back. */
  synchronized long suspectUpTo() {
    long upTo = suspectUpTo;
    for (long suspect : suspects) {
      upTo = Math.max(upTo, suspect);
    }
    for (long held : leases.keySet()) {
      upTo = Math.max(upTo, held);
    }
    return upTo;
  }
}
