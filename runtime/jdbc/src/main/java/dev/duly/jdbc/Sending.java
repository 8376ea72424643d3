/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stores messages, those of several threads together. */
final class Sending {
  private static final int MOST_MESSAGES = 1000;
  private static final int DUE_BATCH = 200;
  private static final int MOST_TRIES = 20;

  private final Database database;
  private final MessageLog log;
  private final SharedSubscriptions subscriptions;
  private final Combiner<List<Outgoing>> combined;

  Sending(Database database, MessageLog log, SharedSubscriptions subscriptions) {
    this.database = database;
    this.log = log;
    this.subscriptions = subscriptions;
    this.combined = new Combiner<>(MOST_MESSAGES, List::size, this::store);
  }

  void send(List<Outgoing> batch) throws SQLException {
    combined.write(batch);
  }

  private void store(List<List<Outgoing>> batches) throws SQLException {
    List<Outgoing> all = batches.stream().flatMap(List::stream).toList();
    ensureChannels(all);
    List<Outgoing> rest = all;
    for (int tries = 0; !rest.isEmpty(); tries++) {
      rest = storeParts(rest);
      if (!rest.isEmpty()) {
        requireProgress(tries);
        subscriptions.refresh();
      }
    }
  }

  private void ensureChannels(List<Outgoing> messages) throws SQLException {
    Set<String> channels = new TreeSet<>();
    messages.forEach(message -> channels.add(message.channel()));
    subscriptions.ensure(channels, List.of());
  }

  private static void requireProgress(int tries) throws SQLException {
    if (tries > MOST_TRIES) {
      throw new SQLException("the queue changes faster than messages can be stored", "40001");
    }
  }

  /** Gives back what has not been stored because the head has changed. */
  private List<Outgoing> storeParts(List<Outgoing> messages) throws SQLException {
    QueueHead head = subscriptions.head();
    Map<Boolean, List<MessageLog.Addressed>> parts =
        messages.stream()
            .map(message -> MessageLog.Addressed.of(message, head, 0))
            .collect(Collectors.partitioningBy(each -> each.recipients().isEmpty()));
    List<Outgoing> left = new ArrayList<>();
    for (List<MessageLog.Addressed> part : parts.values()) {
      for (List<MessageLog.Addressed> call : log.calls(part)) {
        if (!append(head, call)) {
          call.forEach(each -> left.add(each.message()));
        }
      }
    }
    return left;
  }

  /** Stores messages for those they are addressed to, whoever else may get such messages. */
  void sendTo(QueuedSubscription to, List<Outgoing> messages) throws SQLException {
    int channel = subscriptions.head().routing().rest(to.channel()).orElseThrow().id();
    List<MessageLog.Addressed> addressed =
        messages.stream()
            .map(each -> new MessageLog.Addressed(each, channel, List.of(to.id()), 0))
            .toList();
    for (List<MessageLog.Addressed> call : log.calls(addressed)) {
      for (int tries = 0; !append(subscriptions.head(), call); tries++) {
        requireProgress(tries);
        subscriptions.refresh();
      }
    }
  }

  private boolean append(QueueHead head, List<MessageLog.Addressed> part) throws SQLException {
    try {
      return database.runAlone(connection -> log.append(connection, head, part));
    } catch (SQLException e) {
      if (database.dialect().isLockFailure(e)) {
        // In a stricter isolation than READ COMMITTED this is how a changed head shows.
        return false;
      }
      throw e;
    }
  }

  /** Sends some of what is due; whether there may be more. */
  boolean sendDue(DelayedTable delayed) throws SQLException {
    List<DelayedTable.Due> due =
        database.runAlone(connection -> delayed.due(connection, DUE_BATCH));
    if (due.isEmpty()) {
      return false;
    }
    ensureChannels(due.stream().map(DelayedTable.Due::message).toList());
    subscriptions.refresh();
    QueueHead head = subscriptions.head();
    Map<Boolean, List<MessageLog.Addressed>> parts =
        due.stream()
            .map(each -> MessageLog.Addressed.of(each.message(), head, each.id()))
            .collect(Collectors.partitioningBy(each -> each.recipients().isEmpty()));
    for (List<MessageLog.Addressed> part : parts.values()) {
      if (!part.isEmpty()) {
        database.runAlone(
            connection -> {
              log.appendDue(connection, head, part);
              return part;
            });
      }
    }
    return due.size() == DUE_BATCH;
  }
}
