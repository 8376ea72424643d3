/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingUnitOfWork;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Bugs in how messages wait behind a dead one of their key. */
public final class Parkings {
  private Parkings() {}

  private record Broken(Function<Store, Store> bug) implements Decoration {
    @Override
    public Store store(Store store, Transport transport, Environment process) {
      return bug.apply(store);
    }
  }

  /** Nobody asks whether the key is parked. */
  public static Decoration overtaken() {
    return new Broken(
        store ->
            new ForwardingStore(store) {
              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public Set<String> parked(String group, Collection<String> keys) {
                    return Set.of();
                  }
                };
              }
            });
  }

  /** A process knows only of the keys it has parked itself. */
  public static Decoration knownInMemory() {
    return new Broken(
        store ->
            new ForwardingStore(store) {
              private final Set<String> mine = new HashSet<>();

              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public void park(ParkedMessage message) {
                    mine.add(message.key());
                    super.park(message);
                  }

                  @Override
                  public Set<String> parked(String group, Collection<String> keys) {
                    Set<String> parked = new HashSet<>(super.parked(group, keys));
                    parked.retainAll(mine);
                    return parked;
                  }
                };
              }
            });
  }

  /** A message that waits is settled, and not stored. */
  public static Decoration waitingNotStored() {
    return new Broken(
        store ->
            new ForwardingStore(store) {
              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public List<Boolean> parkBehind(List<ParkedMessage> messages) {
                    return messages.stream().map(message -> true).toList();
                  }
                };
              }
            });
  }

  /** What leaves the parking does so before its effect, not with it. */
  public static Decoration releasedFirst() {
    return new Broken(
        store ->
            new ForwardingStore(store) {
              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public boolean release(ParkedEntry entry) {
                    try (UnitOfWork first = store.begin()) {
                      boolean released = first.release(entry);
                      first.commit();
                      return released;
                    }
                  }
                };
              }
            });
  }

  /** The key is freed with the last message that was there when the replay looked. */
  public static Decoration arrivalForgotten() {
    return new Broken(
        store ->
            new ForwardingStore(store) {
              private final Map<String, Long> last = new HashMap<>();

              @Override
              public Parking parking() {
                return new Listing(
                    super.parking(), (key, position) -> last.putIfAbsent(key, position));
              }

              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public boolean release(ParkedEntry entry) {
                    boolean released = super.release(entry);
                    String key = entry.message().key();
                    if (released && entry.position() >= last.getOrDefault(key, Long.MAX_VALUE)) {
                      last.remove(key);
                      forgetTheRest(entry);
                    }
                    return released;
                  }

                  private void forgetTheRest(ParkedEntry released) {
                    String group = released.message().group();
                    String key = released.message().key();
                    store
                        .parking()
                        .messages(group, key, released.position(), Integer.MAX_VALUE)
                        .forEach(super::release);
                  }
                };
              }
            });
  }

  private interface Seen {
    void last(String key, long position);
  }

  /** Notes the last message of a key whenever its messages are listed. */
  private record Listing(Parking parking, Seen seen) implements Parking {
    @Override
    public ParkedCount count(String group) {
      return parking.count(group);
    }

    @Override
    public List<ParkedKey> keys(String group, long after, int max) {
      return parking.keys(group, after, max);
    }

    @Override
    public List<ParkedEntry> messages(String group, String key, long after, int max) {
      List<ParkedEntry> all = parking.messages(group, key, after, Integer.MAX_VALUE);
      if (!all.isEmpty()) {
        seen.last(key, all.get(all.size() - 1).position());
      }
      return all.stream().limit(max).toList();
    }

    @Override
    public void failedAgain(ParkedEntry entry, Map<String, String> failure) {
      parking.failedAgain(entry, failure);
    }

    @Override
    public boolean dropFirst(ParkedEntry entry, String who, String why, Instant at) {
      return parking.dropFirst(entry, who, why, at);
    }

    @Override
    public int dropKey(String group, String key, String who, String why, Instant at) {
      return parking.dropKey(group, key, who, why, at);
    }

    @Override
    public List<ParkedDrop> drops(String group, long after, int max) {
      return parking.drops(group, after, max);
    }

    @Override
    public Optional<ParkedState> state(
        String group, String channel, String messageId, MessageKey key) {
      return parking.state(group, channel, messageId, key);
    }
  }
}
