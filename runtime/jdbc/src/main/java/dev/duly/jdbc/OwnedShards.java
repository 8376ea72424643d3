/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a subscription that this process has, and of their messages those that it has read
 * and not settled. A shard is read forward only, so its messages stay in order.
 */
final class OwnedShards {
  private final Map<Integer, Shard> shards = new TreeMap<>();
  private final TreeMap<Long, LoadedMessage> unsettled = new TreeMap<>();
  private long bytes;

  /** One that is owned. */
  private static final class Shard {
    private final long suspectTo;
    private final long settledByOthersTo;
    private long readTo;
    private boolean leaving;

    Shard(ShardTable.Progress progress, long lastNumber) {
      this.readTo = progress.settledTo();
      this.suspectTo = progress.suspectTo();
      this.settledByOthersTo = lastNumber;
    }
  }

  /** What to read next: shards that have come as far, up to where the next ones are. */
  record Gap(List<Integer> shards, long after, long upTo, boolean settled) {}

  /** Takes over shards; others have settled nothing of them beyond {@code lastNumber}. */
  synchronized void add(List<ShardTable.Progress> claimed, long lastNumber) {
    claimed.forEach(each -> shards.put(each.shard(), new Shard(each, lastNumber)));
  }

  synchronized List<Integer> numbers() {
    return List.copyOf(shards.keySet());
  }

  /** How many are here to stay. */
  synchronized int staying() {
    return (int) shards.values().stream().filter(shard -> !shard.leaving).count();
  }

  synchronized int size() {
    return unsettled.size();
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized @Nullable Gap nextGap() {
    long after = Long.MAX_VALUE;
    long upTo = Long.MAX_VALUE;
    for (Shard shard : shards.values()) {
      if (!shard.leaving && shard.readTo < after) {
        upTo = after;
        after = shard.readTo;
      } else if (!shard.leaving && shard.readTo > after && shard.readTo < upTo) {
        upTo = shard.readTo;
      }
    }
    List<Integer> behind = new ArrayList<>();
    boolean settled = false;
    for (Map.Entry<Integer, Shard> entry : shards.entrySet()) {
      Shard shard = entry.getValue();
      if (!shard.leaving && shard.readTo == after) {
        behind.add(entry.getKey());
        settled |= after < shard.settledByOthersTo;
      }
    }
    return behind.isEmpty() ? null : new Gap(behind, after, upTo, settled);
  }

  /** Takes what was read of a gap, up to {@code reached}. */
  synchronized void read(Gap gap, List<LoadedMessage> messages, long reached) {
    for (LoadedMessage loaded : messages) {
      // What was given up meanwhile is for others to read.
      if (shards.containsKey(loaded.shard())) {
        unsettled.put(loaded.message().id(), loaded);
        bytes += loaded.message().body().length;
      }
    }
    for (int number : gap.shards()) {
      Shard shard = shards.get(number);
      if (shard != null) {
        shard.readTo = Math.max(shard.readTo, reached);
      }
    }
  }

  /** The oldest that nobody holds and whose key nobody else does. */
  synchronized List<LoadedMessage> next(int max, Set<Long> held, Set<String> heldKeys) {
    List<LoadedMessage> next = new ArrayList<>();
    Iterator<LoadedMessage> all = unsettled.values().iterator();
    while (next.size() < max && all.hasNext()) {
      LoadedMessage loaded = all.next();
      String key = loaded.message().partitionKey();
      Shard shard = shards.get(loaded.shard());
      if (shard != null
          && !shard.leaving
          && !held.contains(loaded.message().id())
          && (key == null || !heldKeys.contains(key))) {
        next.add(loaded);
      }
    }
    return next;
  }

  synchronized boolean isSuspect(LoadedMessage loaded) {
    Shard shard = shards.get(loaded.shard());
    return shard != null && loaded.message().id() <= shard.suspectTo;
  }

  synchronized @Nullable LoadedMessage find(long message) {
    return unsettled.get(message);
  }

  synchronized void settled(Collection<Long> messages) {
    for (long message : messages) {
      LoadedMessage loaded = unsettled.remove(message);
      if (loaded != null) {
        bytes -= loaded.message().body().length;
      }
    }
  }

  /** Marks shards to be given up, or to be kept after all, until so many stay. */
  synchronized void keep(int count) {
    int staying = staying();
    for (Shard shard : shards.values()) {
      if (staying > count && !shard.leaving) {
        shard.leaving = true;
        staying--;
      } else if (staying < count && shard.leaving) {
        shard.leaving = false;
        staying++;
      }
    }
  }

  /** How far all have come. */
  synchronized List<ShardTable.Progress> progress(LongPredicate suspect) {
    return progress(shards.keySet(), suspect);
  }

  private List<ShardTable.Progress> progress(Collection<Integer> numbers, LongPredicate suspect) {
    Map<Integer, Long> settledTo = new TreeMap<>();
    Map<Integer, Long> suspectTo = new TreeMap<>();
    for (LoadedMessage loaded : unsettled.values()) {
      long id = loaded.message().id();
      settledTo.putIfAbsent(loaded.shard(), id - 1);
      if (suspect.test(id)) {
        suspectTo.put(loaded.shard(), id);
      }
    }
    List<ShardTable.Progress> progress = new ArrayList<>();
    for (int number : numbers) {
      Shard shard = shards.get(number);
      if (shard != null) {
        progress.add(
            new ShardTable.Progress(
                number,
                settledTo.getOrDefault(number, shard.readTo),
                Math.max(shard.suspectTo, suspectTo.getOrDefault(number, 0L))));
      }
    }
    return progress;
  }

  /** Those that are to be given up and of which nobody holds a message. */
  synchronized List<ShardTable.Progress> drained(Set<Long> held, LongPredicate suspect) {
    Map<Integer, Shard> leaving = new TreeMap<>(shards);
    leaving.values().removeIf(shard -> !shard.leaving);
    for (long message : held) {
      LoadedMessage loaded = unsettled.get(message);
      if (loaded != null) {
        leaving.remove(loaded.shard());
      }
    }
    return progress(leaving.keySet(), suspect);
  }

  /** Forgets shards with all their messages; gives those. */
  synchronized List<Long> remove(Collection<Integer> numbers) {
    shards.keySet().removeAll(Set.copyOf(numbers));
    List<Long> gone = new ArrayList<>();
    for (LoadedMessage loaded : unsettled.values()) {
      if (!shards.containsKey(loaded.shard())) {
        gone.add(loaded.message().id());
      }
    }
    settled(gone);
    return gone;
  }

  synchronized List<Long> removeAll() {
    return remove(List.copyOf(shards.keySet()));
  }
}
