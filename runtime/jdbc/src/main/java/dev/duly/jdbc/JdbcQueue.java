/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A durable queue in a database that one process owns. */
final class JdbcQueue implements Transport {
  private static final int PURGE_BATCH = 500;

  private final Database database;
  private final Clock clock;
  private final DeliveryTable deliveries = new DeliveryTable();
  private final RestingChannels atRest;
  private final DeliveryStates states;
  private final Subscriptions subscriptions;
  private final QueueNumbers numbers;
  private final Retention retention;
  private final Housekeeping purge;
  private final AtomicBoolean closed = new AtomicBoolean();

  JdbcQueue(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.retention = new Retention(clock, Duration.ofDays(7));
    this.purge = new Housekeeping(clock, Duration.ofSeconds(10));
    SubscriptionTable table = new SubscriptionTable();
    try {
      this.numbers = new QueueNumbers(database.read(table::lastNumber));
      this.subscriptions = new Subscriptions(database, table, deliveries, clock);
    } catch (SQLException e) {
      throw SqlFailures.queueStartup(e);
    }
    this.atRest =
        new RestingChannels(
            database,
            new RestingMessages(),
            channel -> subscriptions.routing().rest(channel).map(QueuedSubscription::id));
    this.states =
        new DeliveryStates(
            (subscription, message) ->
                subscriptions.queue(subscription).handedOut().isHeld(message));
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.BROWSE, Capability.LOCATE, Capability.DURABLE);
  }

  @Override
  public void provision(Topology topology) {
    try {
      subscriptions.ensure(topology.channels(), topology.consumers());
    } catch (SQLException e) {
      throw SqlFailures.queueStartup(e);
    }
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    try {
      subscriptions.ensure(Set.of(consumer.channel()), List.of(consumer));
    } catch (SQLException e) {
      throw SqlFailures.transport("subscribe " + consumer.group(), e);
    }
    return new QueueSource(subscriptions.queue(consumer), consumer.lease(), clock, this::tidyUp);
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    if (batch.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      Set<String> channels = new TreeSet<>();
      batch.forEach(message -> channels.add(message.channel()));
      subscriptions.ensure(channels, List.of());
      subscriptions.whileUnchanged(routing -> store(batch, routing));
      subscriptions.wakeUp(channels);
      return CompletableFuture.completedFuture(null);
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(SqlFailures.transport("store messages", e));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(SqlFailures.refused(e));
    }
  }

  private void store(List<Outgoing> batch, Routing routing) throws SQLException {
    database.write(
        connection -> {
          long first = numbers.take(batch.size());
          deliveries.add(connection, batch, routing, first, Times.now(clock));
          return first;
        });
  }

  @Override
  public List<Stored> browse(String channel, String after, int max) {
    return atRest.browse(channel, after, max);
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    return atRest.find(channel, id);
  }

  @Override
  public void remove(String channel, String id) {
    atRest.remove(channel, id);
  }

  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    try {
      return database.read(connection -> states.find(connection, channel, messageId, key));
    } catch (SQLException e) {
      throw SqlFailures.transport("locate a message", e);
    }
  }

  private void tidyUp() {
    purge.ifDue(this::purge);
  }

  /**
   * Removes some messages that were settled longer ago than they are kept.
   *
   * @return whether there may be more
   */
  boolean purge() {
    try {
      return database.write(connection -> retention.purge(connection, PURGE_BATCH));
    } catch (SQLException e) {
      throw SqlFailures.transport("purge messages", e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        subscriptions.close();
      } catch (FileUnwritable e) {
        // The next start takes it for the end of a process that was killed, and hands out again.
      } catch (SQLException e) {
        throw SqlFailures.transport("close", e);
      } finally {
        database.release();
      }
    }
  }
}
