/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where messages wait whose key is parked: the first of a key is dead, the others came later and
 * must not overtake it. A key is one partition key of one group, over all channels of the group; it
 * is parked as long as a message of it waits here, and the last one that leaves frees it.
 *
 * <p>Messages come in and go out in units of work: {@link UnitOfWork#park}, {@link
 * UnitOfWork#parkBehind}, {@link UnitOfWork#release}. Everything here is a short transaction of its
 * own, durable on return. All of them take one key at a time, so that the last message that leaves
 * and a new one that comes never miss each other, in however many processes.
 *
 * <p>Safe for use by many threads. Every method throws {@link dev.duly.runtime.StoreException} if
 * the store did not do it, or nobody knows whether it did.
 */
public interface Parking {

  /** How much of a group is parked. */
  ParkedCount count(String group);

  /**
   * Up to {@code max} parked keys of a group, in the order in which they were parked, after the one
   * with the {@link ParkedKey#number()} {@code after}; 0 begins at the first.
   */
  List<ParkedKey> keys(String group, long after, int max);

  /**
   * Up to {@code max} messages of a key, in order, after the position {@code after}; 0 begins at
   * the first. Empty for a key that is not parked.
   */
  List<ParkedEntry> messages(String group, String key, long after, int max);

  /**
   * Notes why the first message of a key has failed again; nothing if it is not there any more.
   *
   * @param failure as in {@link ParkedMessage#failure()}
   */
  void failedAgain(ParkedEntry entry, Map<String, String> failure);

  /**
   * Removes the first message of a key for good, and notes it.
   *
   * @return whether {@code entry} was the first of its key; otherwise nothing is changed
   */
  boolean dropFirst(ParkedEntry entry, String who, String why, Instant at);

  /**
   * Removes all messages of a key for good, and notes each: the key is free then.
   *
   * @return how many there were
   */
  int dropKey(String group, String key, String who, String why, Instant at);

  /** Up to {@code max} notes of dropped messages, oldest first, after the number {@code after}. */
  List<ParkedDrop> drops(String group, long after, int max);

  /**
   * How the message with the given idempotency key stands; empty where nothing is known of it. One
   * copy that waits counts more than one that was dropped.
   */
  Optional<ParkedState> state(String group, String channel, String messageId, MessageKey key);
}
