/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.UUID;

/** 128 bits that stand for an idempotency key: the start of a SHA-256 digest over its parts. */
public record MessageKey(long high, long low) implements Comparable<MessageKey> {

  public UUID toUuid() {
    return new UUID(high, low);
  }

  public static MessageKey of(UUID uuid) {
    return new MessageKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  /** In unsigned order, the order of the sixteen bytes: what databases sort a {@code uuid} by. */
  @Override
  public int compareTo(MessageKey other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toUuid().toString();
  }
}
