/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.ConsumerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The subscriptions as they change. Senders share the lock that a change takes alone: a message is
 * routed before a group subscribes or after it, never in between.
 */
final class Subscriptions {
  private final Database database;
  private final SubscriptionTable table;
  private final DeliveryTable deliveries;
  private final Clock clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<Integer, GroupQueue> queues = new ConcurrentHashMap<>();
  private volatile Routing routing;

  Subscriptions(Database database, SubscriptionTable table, DeliveryTable deliveries, Clock clock)
      throws SQLException {
    this.database = database;
    this.table = table;
    this.deliveries = deliveries;
    this.clock = clock;
    List<QueuedSubscription> stored = database.read(table::all);
    stored.forEach(this::addQueue);
    this.routing = new Routing(stored);
  }

  private void addQueue(QueuedSubscription subscription) {
    queues.computeIfAbsent(
        subscription.id(), id -> new GroupQueue(database, deliveries, table, clock, subscription));
  }

  Routing routing() {
    return routing;
  }

  GroupQueue queue(int subscription) {
    return Objects.requireNonNull(queues.get(subscription), "subscription");
  }

  GroupQueue queue(ConsumerSpec consumer) {
    return queue(routing.group(consumer.channel(), consumer.group()).orElseThrow().id());
  }

  void wakeUp(Collection<String> channels) {
    for (String channel : channels) {
      routing.groups(channel).forEach(group -> queue(group.id()).wakeUp().call());
    }
  }

  /** Runs {@code work} while no group can subscribe. */
  void whileUnchanged(RoutedWork work) throws SQLException {
    lock.readLock().lock();
    try {
      work.run(routing);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Adds what is missing of channels and consumers. */
  void ensure(Set<String> channels, List<ConsumerSpec> consumers) throws SQLException {
    Set<String> all = new TreeSet<>(channels);
    consumers.forEach(consumer -> all.add(consumer.channel()));
    if (isThere(all, consumers)) {
      return;
    }
    lock.writeLock().lock();
    try {
      Routing before = routing;
      List<QueuedSubscription> now =
          database.write(connection -> add(connection, before, all, consumers));
      now.forEach(this::addQueue);
      routing = new Routing(now);
    } finally {
      lock.writeLock().unlock();
    }
    wakeUp(all);
  }

  private boolean isThere(Set<String> channels, List<ConsumerSpec> consumers) {
    Routing known = routing;
    return channels.stream().allMatch(known::knows)
        && consumers.stream()
            .allMatch(
                consumer ->
                    known
                        .group(consumer.channel(), consumer.group())
                        .filter(group -> group.messageIds().equals(consumer.messageIds()))
                        .isPresent());
  }

  private List<QueuedSubscription> add(
      Connection connection, Routing before, Set<String> channels, List<ConsumerSpec> consumers)
      throws SQLException {
    for (String channel : channels) {
      if (!before.knows(channel)) {
        table.add(connection, channel, QueuedSubscription.NOBODY, Set.of());
      }
    }
    for (ConsumerSpec consumer : consumers) {
      Optional<QueuedSubscription> known = before.group(consumer.channel(), consumer.group());
      if (known.isEmpty()) {
        table.add(connection, consumer.channel(), consumer.group(), consumer.messageIds());
      } else if (!known.get().messageIds().equals(consumer.messageIds())) {
        table.changeMessageIds(connection, known.get().id(), consumer.messageIds());
      }
    }
    List<QueuedSubscription> now = table.all(connection);
    Routing after = new Routing(now);
    for (String channel : channels) {
      Optional<QueuedSubscription> rest = before.rest(channel);
      if (rest.isPresent()
          && before.groups(channel).isEmpty()
          && !after.groups(channel).isEmpty()) {
        deliveries.wake(connection, rest.get(), after);
      }
    }
    return now;
  }

  /** Writes down, at an orderly end, what is still out. */
  void close() throws SQLException {
    for (GroupQueue queue : queues.values()) {
      queue.close();
    }
  }

  /** Something that depends on who subscribes. */
  @FunctionalInterface
  interface RoutedWork {
    void run(Routing routing) throws SQLException;
  }
}
