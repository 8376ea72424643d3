/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one group does with its parking. A group that does not park asks the store nothing.
 *
 * <p>A message is in the parking before it is settled, and out of it in the transaction of its
 * effect: wherever a process dies, the message is there or done.
 */
final class GroupParking {
  private final ConsumerSpec spec;
  private final GroupPolicy group;
  private final Engine engine;
  private final DeadLetterWriter letters;

  GroupParking(ConsumerSpec spec, GroupPolicy group, Engine engine, DeadLetterWriter letters) {
    this.spec = spec;
    this.group = group;
    this.engine = engine;
    this.letters = letters;
  }

  /**
   * Whether an item parks its key when it is dead. Without a key there is nothing to park; what is
   * replayed from a dead-letter channel stays there.
   */
  boolean takes(Item item) {
    Replay replay = item.replay();
    return group.parksKeys()
        && item.partitionKey() != null
        && (replay == null || replay.origin() instanceof Replay.Parked);
  }

  /** The items that must wait because their key is parked; those released from there may run. */
  List<Item> waiting(@Nullable UnitOfWork unit, List<Item> items) {
    if (!group.parksKeys() || unit == null) {
      return List.of();
    }
    Set<String> keys = new TreeSet<>();
    for (Item item : items) {
      String key = item.partitionKey();
      if (key != null && item.replay() == null) {
        keys.add(key);
      }
    }
    Set<String> parked = keys.isEmpty() ? Set.of() : unit.parked(group.id(), keys);
    if (parked.isEmpty()) {
      return List.of();
    }
    List<Item> waiting = new ArrayList<>();
    for (Item item : items) {
      String key = item.partitionKey();
      if (key != null && item.replay() == null && parked.contains(key)) {
        waiting.add(item);
      }
    }
    return waiting;
  }

  /** Stores items behind what is parked of their keys; for each whether it waits there now. */
  List<Boolean> parkBehind(UnitOfWork unit, List<Item> items) {
    return unit.parkBehind(items.stream().map(item -> message(item, Map.of())).toList());
  }

  /** Stores an item if its key is parked; whether that was so. */
  boolean parkedBehind(Item item) {
    try (UnitOfWork unit = store().begin()) {
      if (waiting(unit, List.of(item)).isEmpty() || !parkBehind(unit, List.of(item)).get(0)) {
        return false;
      }
      unit.commit();
      return true;
    }
  }

  /** Parks a dead item; one that was released from there stays there. */
  void park(Item item) {
    if (item.replay() != null) {
      failedAgain(item);
      return;
    }
    try (UnitOfWork unit = store().begin()) {
      park(unit, item);
      unit.commit();
    }
  }

  /** Parks a dead item with what else the unit writes. */
  void park(UnitOfWork unit, Item item) {
    if (item.replay() == null) {
      unit.park(message(item, letters.info(item)));
    }
  }

  /** Notes why an item that was released is dead again. */
  void failedAgain(Item item) {
    ParkedEntry entry = entry(item);
    if (entry != null) {
      store().parking().failedAgain(entry, letters.info(item));
    }
  }

  /**
   * Takes an item that was released out of the parking, with what else the unit writes.
   *
   * @return false if somebody else has done so already: the unit must not be committed then
   */
  boolean leave(@Nullable UnitOfWork unit, Item item) {
    ParkedEntry entry = entry(item);
    return entry == null || (unit != null && unit.release(entry));
  }

  /** Takes an item that was released, and had been done before, out of the parking. */
  boolean leave(Item item) {
    if (entry(item) == null) {
      return true;
    }
    try (UnitOfWork unit = store().begin()) {
      boolean left = leave(unit, item);
      unit.commit();
      return left;
    }
  }

  /** Whether an item that was released has not been done or dropped by somebody else meanwhile. */
  boolean isStillFirst(Item item) {
    ParkedEntry entry = entry(item);
    return entry == null
        || store().parking().messages(group.id(), entry.message().key(), 0, 1).stream()
            .anyMatch(first -> first.position() == entry.position());
  }

  private static @Nullable ParkedEntry entry(Item item) {
    Replay replay = item.replay();
    return replay != null && replay.origin() instanceof Replay.Parked parked
        ? parked.entry()
        : null;
  }

  private ParkedMessage message(Item item, Map<String, String> failure) {
    String key = item.partitionKey();
    if (key == null) {
      throw new IllegalStateException("no key to park");
    }
    Work<?> work = item.work();
    return new ParkedMessage(
        group.id(),
        key,
        spec.channel(),
        work == null ? item.envelope().type() : work.subscription().message().type().id(),
        identity(item),
        work == null ? null : work.key(),
        item.delivery().headers(),
        item.delivery().body(),
        failure,
        item.delivery().sentAt(),
        engine.clock().instant());
  }

  /**
   * The same for each delivery of a message. With the body, because an id that a producer has given
   * to two messages must not cost one of them. A message without any id is stored as often as it
   * comes: at least once.
   */
  private MessageKey identity(Item item) {
    Work<?> work = item.work();
    MessageKey key = work == null ? null : work.key();
    String id = item.envelope().id();
    String name = key != null ? "k" + key : id.isEmpty() ? "u" + UUID.randomUUID() : "i" + id;
    String body = HexFormat.of().formatHex(PayloadHash.of(item.delivery().body()));
    return KeyDigest.of(spec.channel(), item.envelope().type(), name, body);
  }

  private Store store() {
    Store store = engine.store();
    if (store == null) {
      throw new IllegalStateException("planned without a store");
    }
    return store;
  }
}
