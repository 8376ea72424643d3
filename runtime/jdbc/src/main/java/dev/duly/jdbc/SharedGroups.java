/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.ConsumerSpec;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions that this process consumes. What they settle is written together. */
final class SharedGroups {
  private static final int MOST_SETTLEMENTS = 2000;

  private final Database database;
  private final QueueSql sql;
  private final Membership membership;
  private final Clock clock;
  private final Segments segments = new Segments();
  private final SettlementLog settlements;
  private final Combiner<SharedGroup.Settling> settling =
      new Combiner<>(MOST_SETTLEMENTS, each -> each.entries().size(), this::settle);
  private final Map<Integer, SharedGroup> groups = new ConcurrentHashMap<>();
  private final Map<Integer, String> channels = new ConcurrentHashMap<>();

  SharedGroups(Database database, QueueSql sql, Membership membership, Clock clock) {
    this.database = database;
    this.sql = sql;
    this.settlements = sql.settlements();
    this.membership = membership;
    this.clock = clock;
  }

  SharedGroup of(ConsumerSpec consumer, QueueHead head) throws SQLException {
    QueuedSubscription subscription =
        head.routing().group(consumer.channel(), consumer.group()).orElseThrow();
    int channel = head.routing().rest(consumer.channel()).orElseThrow().id();
    database.runAlone(
        connection -> {
          segments.refresh(connection);
          return segments;
        });
    channels.put(subscription.id(), subscription.channel());
    return groups.computeIfAbsent(
        subscription.id(),
        id ->
            new SharedGroup(
                database,
                sql,
                membership,
                segments,
                settling,
                clock,
                subscription,
                channel,
                head.shards()));
  }

  private void settle(List<SharedGroup.Settling> batch) throws SQLException {
    Map<Long, List<SettlementLog.Entry>> byMember = new TreeMap<>();
    batch.forEach(
        each ->
            byMember
                .computeIfAbsent(each.member(), member -> new ArrayList<>())
                .addAll(each.entries()));
    for (Map.Entry<Long, List<SettlementLog.Entry>> part : byMember.entrySet()) {
      boolean there =
          database.runAlone(
              connection -> settlements.append(connection, part.getKey(), part.getValue()));
      if (!there) {
        // Refused: others have the messages. The guard recognises what was done with them.
        membership.lost(part.getKey());
      }
    }
  }

  Collection<SharedGroup> all() {
    return groups.values();
  }

  void wakeUp(String channel) {
    channels.forEach(
        (subscription, name) -> {
          SharedGroup group = groups.get(subscription);
          if (group != null && name.equals(channel)) {
            group.wakeUp().call();
          }
        });
  }

  boolean isHeld(int subscription, long message) {
    SharedGroup group = groups.get(subscription);
    return group != null && group.handedOut().isHeld(message);
  }

  /** Gives up all shards. */
  void close() throws SQLException {
    for (SharedGroup group : groups.values()) {
      group.close();
    }
  }
}
