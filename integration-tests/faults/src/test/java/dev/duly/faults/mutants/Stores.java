/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.ForwardingUnitOfWork;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Bugs in the outbox, in counting attempts, and in living with a store that fails. */
public final class Stores {
  private Stores() {}

  private interface Bug {
    Store of(Store store, Transport transport, Environment process);
  }

  private record Broken(Bug bug) implements Decoration {
    @Override
    public Store store(Store store, Transport transport, Environment process) {
      return bug.of(store, transport, process);
    }
  }

  /** Messages are published after the commit instead of with it. */
  public static Decoration noOutbox() {
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  private final List<Outgoing> afterwards = new ArrayList<>();

                  @Override
                  public void enqueue(List<Outgoing> messages) {
                    afterwards.addAll(messages);
                  }

                  @Override
                  public void commit() {
                    super.commit();
                    if (!afterwards.isEmpty()) {
                      transport.send(afterwards).toCompletableFuture().join();
                    }
                  }
                };
              }
            });
  }

  /** What is read from the outbox is removed before it is sent. */
  public static Decoration removedBeforeSent() {
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              @Override
              public List<OutboxEntry> outbox(int max) {
                List<OutboxEntry> entries = super.outbox(max);
                super.removeFromOutbox(entries);
                return entries;
              }
            });
  }

  /** The outbox is read without an order. */
  public static Decoration unorderedOutbox() {
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              @Override
              public List<OutboxEntry> outbox(int max) {
                List<OutboxEntry> entries = new ArrayList<>(super.outbox(max));
                Collections.reverse(entries);
                return entries;
              }
            });
  }

  /** Numbers are drawn when rows are written, and the relay goes on behind the last one it saw. */
  public static Decoration cursor() {
    IdentityHashMap<Outgoing, Long> numbers = new IdentityHashMap<>();
    long[] last = {0, 0};
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              @Override
              public UnitOfWork begin() {
                return new ForwardingUnitOfWork(super.begin()) {
                  @Override
                  public void enqueue(List<Outgoing> messages) {
                    messages.forEach(one -> numbers.put(one, ++last[0]));
                    super.enqueue(messages);
                  }
                };
              }

              @Override
              public List<OutboxEntry> outbox(int max) {
                return super.outbox(max).stream()
                    .filter(entry -> numbers.getOrDefault(entry.message(), 0L) > last[1])
                    .toList();
              }

              @Override
              public void removeFromOutbox(Collection<OutboxEntry> entries) {
                super.removeFromOutbox(entries);
                for (OutboxEntry entry : entries) {
                  last[1] = Math.max(last[1], numbers.getOrDefault(entry.message(), 0L));
                }
              }
            });
  }

  /** Attempts are counted in memory. */
  public static Decoration attemptsInMemory() {
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              private final Map<MessageKey, Integer> attempts = new HashMap<>();

              @Override
              public int recordAttempt(String scope, MessageKey key) {
                return attempts.merge(key, 1, Integer::sum);
              }

              @Override
              public void clearAttempts(String scope, MessageKey key) {
                attempts.remove(key);
              }
            });
  }

  /** Who has lost the store once never finds it again. */
  public static Decoration noReconnect() {
    return new Broken(
        (store, transport, process) ->
            new ForwardingStore(store) {
              private boolean lost;

              @Override
              public UnitOfWork begin() {
                if (lost) {
                  throw new StoreException("Test", "The connection is closed.", "It is a mutant.");
                }
                try {
                  return super.begin();
                } catch (StoreException e) {
                  lost = true;
                  throw e;
                }
              }
            });
  }
}
