/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.ConsumerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The head of the queue as this process knows it, and how it changes. */
final class SharedSubscriptions {
  private final Database database;
  private final QueueSql sql;
  private final SharedSubscriptionTable table;
  private final RestingTable resting;
  private volatile QueueHead head;

  SharedSubscriptions(Database database, QueueSql sql, RestingTable resting) throws SQLException {
    this.database = database;
    this.sql = sql;
    this.table = new SharedSubscriptionTable(sql);
    this.resting = resting;
    this.head = read();
  }

  private QueueHead read() throws SQLException {
    return database.read(connection -> QueueHead.read(connection, table, false));
  }

  QueueHead head() {
    return head;
  }

  void refresh() throws SQLException {
    head = read();
  }

  /** Adds what is missing of channels and consumers. */
  void ensure(Set<String> channels, List<ConsumerSpec> consumers) throws SQLException {
    Set<String> all = new TreeSet<>(channels);
    consumers.forEach(consumer -> all.add(consumer.channel()));
    if (!isThere(head, all, consumers)) {
      database.write(connection -> add(connection, all, consumers));
      refresh();
    }
  }

  private static boolean isThere(
      QueueHead head, Set<String> channels, List<ConsumerSpec> consumers) {
    Routing known = head.routing();
    return channels.stream().allMatch(known::knows)
        && consumers.stream()
            .allMatch(
                consumer ->
                    known
                        .group(consumer.channel(), consumer.group())
                        .filter(group -> group.messageIds().equals(consumer.messageIds()))
                        .isPresent());
  }

  private boolean add(Connection connection, Set<String> channels, List<ConsumerSpec> consumers)
      throws SQLException {
    QueueHead before = QueueHead.read(connection, table, true);
    if (isThere(before, channels, consumers)) {
      return false;
    }
    for (String channel : channels) {
      if (!before.routing().knows(channel)) {
        table.addChannel(connection, channel);
      }
    }
    for (ConsumerSpec consumer : consumers) {
      Optional<QueuedSubscription> known =
          before.routing().group(consumer.channel(), consumer.group());
      if (known.isEmpty()) {
        table.addGroup(
            connection,
            consumer.channel(),
            consumer.group(),
            consumer.messageIds(),
            before.shards());
      } else if (!known.get().messageIds().equals(consumer.messageIds())) {
        table.changeMessageIds(connection, known.get().id(), consumer.messageIds());
      }
    }
    QueueHead.change(connection, sql);
    QueueHead after = QueueHead.read(connection, table, true);
    for (String channel : channels) {
      if (before.routing().knows(channel)
          && before.routing().groups(channel).isEmpty()
          && !after.routing().groups(channel).isEmpty()) {
        resting.wake(connection, after, channel);
      }
    }
    return true;
  }
}
