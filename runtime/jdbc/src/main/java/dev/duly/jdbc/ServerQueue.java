/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A durable queue on a database server, shared by processes. */
final class ServerQueue implements SharedQueue {
  private final Database database;
  private final Clock clock;
  private final QueueSql sql;
  private final MessageLog log;
  private final RestingChannels atRest;
  private final DelayedTable delayed;
  private final SharedSubscriptions subscriptions;
  private final Sending sending;
  private final Membership membership;
  private final SharedGroups groups;
  private final QueueCare care;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * How a queue is kept.
   *
   * @param kept how long messages are kept that are settled
   * @param lease after which a process that is not heard of is taken for dead
   */
  record Terms(Duration kept, Duration lease) {}

  ServerQueue(Database database, QueueSql sql, Clock clock, Terms terms) {
    this.database = database;
    this.sql = sql;
    this.log = sql.log();
    this.delayed = new DelayedTable(sql);
    this.clock = clock;
    RestingTable resting = new RestingTable(sql.columns(), log);
    try {
      this.subscriptions = new SharedSubscriptions(database, sql, resting);
      this.membership =
          new Membership(database, sql, "process " + ProcessHandle.current().pid(), terms.lease());
    } catch (SQLException e) {
      throw SqlFailures.queueStartup(e);
    }
    this.atRest = new RestingChannels(database, resting, this::channel);
    this.sending = new Sending(database, log, subscriptions);
    this.groups = new SharedGroups(database, sql, membership, clock);
    this.care =
        new QueueCare(
            database,
            membership,
            groups,
            sql.ring(terms.kept()),
            subscriptions,
            () -> sending.sendDue(delayed));
    care.start();
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
      SharedGroup group = groups.of(consumer, subscriptions.head());
      group.joined();
      return new QueueSource(group, consumer.lease(), clock, () -> {});
    } catch (SQLException e) {
      throw SqlFailures.transport("subscribe " + consumer.group(), e);
    }
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    return storing(
        batch,
        () -> {
          sending.send(batch);
          batch.stream().map(Outgoing::channel).distinct().forEach(groups::wakeUp);
        });
  }

  @Override
  public CompletionStage<Void> sendLater(List<Outgoing> batch, Instant due) {
    return storing(
        batch,
        () ->
            database.write(
                connection -> {
                  delayed.add(connection, batch, due);
                  return batch.size();
                }));
  }

  private CompletionStage<Void> storing(List<Outgoing> batch, Storing storing) {
    if (batch.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      batch.forEach(log::check);
      storing.run();
      return CompletableFuture.completedFuture(null);
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(SqlFailures.transport("store messages", e));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(SqlFailures.refused(e));
    }
  }

  @Override
  public long replay(String channel, String group, Instant since) {
    try {
      subscriptions.refresh();
      QueuedSubscription subscription =
          subscriptions
              .head()
              .routing()
              .group(channel, group)
              .orElseThrow(
                  () ->
                      new TransportException(
                          "DulyQueueUnknownGroup",
                          "The group " + group + " does not consume the channel " + channel + ".",
                          "Name a group and a channel that it has subscribed."));
      long replayed = new Replaying(database, sql, sending).replay(subscription, since);
      groups.wakeUp(channel);
      return replayed;
    } catch (SQLException e) {
      throw SqlFailures.transport("replay messages", e);
    }
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

  /** The number of a channel; another process may have added it. */
  private Optional<Integer> channel(String channel) {
    try {
      if (!subscriptions.head().routing().knows(channel)) {
        subscriptions.refresh();
      }
    } catch (SQLException e) {
      throw SqlFailures.transport("look up a channel", e);
    }
    return subscriptions.head().routing().rest(channel).map(QueuedSubscription::id);
  }

  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    Optional<Integer> number = channel(channel);
    if (number.isEmpty()) {
      return Map.of();
    }
    try {
      return database.read(
          connection ->
              new SharedDeliveryStates(sql, groups::isHeld)
                  .find(connection, number.get(), messageId, key));
    } catch (SQLException e) {
      throw SqlFailures.transport("locate a message", e);
    }
  }

  /** Ends it in good order: others have its shards at once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        care.close();
        groups.close();
        membership.leave();
      } catch (SQLException e) {
        throw SqlFailures.transport("close", e);
      } finally {
        database.release();
      }
    }
  }

  /** Something that stores messages. */
  @FunctionalInterface
  private interface Storing {
    void run() throws SQLException;
  }
}
