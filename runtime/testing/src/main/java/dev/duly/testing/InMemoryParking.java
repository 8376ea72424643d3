/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.topology.MessageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parking of an {@link InMemoryStore}. A parked key is a row of the store with all its
 * messages, so that units of work wait for each other at it, and crash and commit, as for any row.
 */
final class InMemoryParking implements Parking {
  /** The parked keys. */
  static final String TABLE = "duly_parked";

  private static final String DROPS = "duly_parked_drop";

  private final InMemoryStore store;

  InMemoryParking(InMemoryStore store) {
    this.store = store;
  }

  /** A key of a group. */
  record Key(String group, String key) {}

  /** What waits of a key; never empty. */
  record Waiting(long number, Instant since, List<ParkedEntry> entries) {
    Waiting {
      entries = List.copyOf(entries);
    }
  }

  @Override
  public ParkedCount count(String group) {
    List<Waiting> keys = new ArrayList<>(parked(group).values());
    return new ParkedCount(
        keys.size(),
        keys.stream().mapToLong(key -> key.entries().size()).sum(),
        keys.isEmpty() ? null : keys.get(0).since());
  }

  @Override
  public List<ParkedKey> keys(String group, long after, int max) {
    List<ParkedKey> found = new ArrayList<>();
    parked(group)
        .forEach(
            (key, waiting) -> {
              if (waiting.number() > after && found.size() < max) {
                found.add(
                    new ParkedKey(
                        waiting.number(),
                        group,
                        key.key(),
                        waiting.since(),
                        waiting.entries().size(),
                        waiting.entries().get(0)));
              }
            });
    return found;
  }

  @Override
  public List<ParkedEntry> messages(String group, String key, long after, int max) {
    Waiting waiting = parked(group).get(new Key(group, key));
    return waiting == null
        ? List.of()
        : waiting.entries().stream().filter(entry -> entry.position() > after).limit(max).toList();
  }

  @Override
  public void failedAgain(ParkedEntry entry, Map<String, String> failure) {
    try (InMemoryUnit unit = store.beginUnit()) {
      InMemoryStore.Row row = row(entry.message().group(), entry.message().key());
      Waiting waiting = read(unit, row);
      if (waiting == null || waiting.entries().get(0).position() != entry.position()) {
        return;
      }
      ParkedMessage old = waiting.entries().get(0).message();
      List<ParkedEntry> entries = new ArrayList<>(waiting.entries());
      entries.set(
          0,
          new ParkedEntry(
              entry.position(),
              new ParkedMessage(
                  old.group(),
                  old.key(),
                  old.channel(),
                  old.messageId(),
                  old.identity(),
                  old.dedupeKey(),
                  old.headers(),
                  old.body(),
                  failure,
                  old.sentAt(),
                  old.parkedAt())));
      unit.write(row, new Waiting(waiting.number(), waiting.since(), entries));
      unit.commit();
    }
  }

  @Override
  public boolean dropFirst(ParkedEntry entry, String who, String why, Instant at) {
    try (InMemoryUnit unit = store.beginUnit()) {
      boolean first = release(unit, entry);
      if (first) {
        note(unit, entry, who, why, at);
        unit.commit();
      }
      return first;
    }
  }

  @Override
  public int dropKey(String group, String key, String who, String why, Instant at) {
    try (InMemoryUnit unit = store.beginUnit()) {
      InMemoryStore.Row row = row(group, key);
      Waiting waiting = read(unit, row);
      if (waiting == null) {
        return 0;
      }
      unit.write(row, null);
      waiting.entries().forEach(entry -> note(unit, entry, who, why, at));
      unit.commit();
      return waiting.entries().size();
    }
  }

  @Override
  public List<ParkedDrop> drops(String group, long after, int max) {
    return store.rows(DROPS).values().stream()
        .map(ParkedDrop.class::cast)
        .filter(drop -> drop.group().equals(group) && drop.number() > after)
        .limit(max)
        .toList();
  }

  @Override
  public Optional<ParkedState> state(
      String group, String channel, String messageId, MessageKey key) {
    boolean waits =
        parked(group).values().stream()
            .flatMap(waiting -> waiting.entries().stream())
            .map(ParkedEntry::message)
            .anyMatch(
                one ->
                    key.equals(one.dedupeKey())
                        && one.channel().equals(channel)
                        && one.messageId().equals(messageId));
    if (waits) {
      return Optional.of(ParkedState.WAITS);
    }
    return store.rows(DROPS).keySet().stream()
            .anyMatch(
                note ->
                    note instanceof Note dropped
                        && key.equals(dropped.dedupeKey())
                        && dropped.group().equals(group)
                        && dropped.channel().equals(channel)
                        && dropped.messageId().equals(messageId))
        ? Optional.of(ParkedState.DROPPED)
        : Optional.empty();
  }

  /** In a unit of work of somebody else. */
  Set<String> parked(InMemoryUnit unit, String group, Collection<String> keys) {
    Set<String> parked = new TreeSet<>();
    for (String key : keys) {
      if (unit.peek(row(group, key)) != null) {
        parked.add(key);
      }
    }
    return parked;
  }

  void park(InMemoryUnit unit, ParkedMessage message) {
    InMemoryStore.Row row = row(message.group(), message.key());
    Waiting waiting = read(unit, row);
    if (waiting == null) {
      long number = store.nextParked();
      waiting = new Waiting(number, message.parkedAt(), List.of());
    }
    add(unit, row, waiting, message);
  }

  boolean parkBehind(InMemoryUnit unit, ParkedMessage message) {
    InMemoryStore.Row row = row(message.group(), message.key());
    Waiting waiting = read(unit, row);
    if (waiting == null) {
      return false;
    }
    add(unit, row, waiting, message);
    return true;
  }

  boolean release(InMemoryUnit unit, ParkedEntry entry) {
    InMemoryStore.Row row = row(entry.message().group(), entry.message().key());
    Waiting waiting = read(unit, row);
    if (waiting == null || waiting.entries().get(0).position() != entry.position()) {
      return false;
    }
    List<ParkedEntry> rest = waiting.entries().subList(1, waiting.entries().size());
    unit.write(row, rest.isEmpty() ? null : new Waiting(waiting.number(), waiting.since(), rest));
    return true;
  }

  private void add(
      InMemoryUnit unit, InMemoryStore.Row row, Waiting waiting, ParkedMessage message) {
    if (waiting.entries().stream()
        .noneMatch(entry -> entry.message().identity().equals(message.identity()))) {
      List<ParkedEntry> entries = new ArrayList<>(waiting.entries());
      entries.add(new ParkedEntry(store.nextParked(), message));
      unit.write(row, new Waiting(waiting.number(), waiting.since(), entries));
    }
  }

  private void note(InMemoryUnit unit, ParkedEntry entry, String who, String why, Instant at) {
    ParkedMessage message = entry.message();
    long number = store.nextParked();
    Note key =
        new Note(
            number, message.group(), message.channel(), message.messageId(), message.dedupeKey());
    unit.write(
        new InMemoryStore.Row(DROPS, key),
        new ParkedDrop(
            number,
            message.group(),
            message.key(),
            message.channel(),
            message.messageId(),
            message.headers().getOrDefault("ce-id", ""),
            who,
            why,
            at));
  }

  private record Note(
      long number,
      String group,
      String channel,
      String messageId,
      @Nullable MessageKey dedupeKey) {}

  /** The committed keys of a group, in the order in which they were parked. */
  private Map<Key, Waiting> parked(String group) {
    Map<Key, Waiting> found = new LinkedHashMap<>();
    store.rows(TABLE).entrySet().stream()
        .filter(row -> row.getKey() instanceof Key key && key.group().equals(group))
        .sorted(Comparator.comparingLong(row -> ((Waiting) row.getValue()).number()))
        .forEach(row -> found.put((Key) row.getKey(), (Waiting) row.getValue()));
    return found;
  }

  private static @Nullable Waiting read(InMemoryUnit unit, InMemoryStore.Row row) {
    return unit.read(row) instanceof Waiting waiting ? waiting : null;
  }

  static InMemoryStore.Row row(String group, String key) {
    return new InMemoryStore.Row(TABLE, new Key(group, key));
  }
}
