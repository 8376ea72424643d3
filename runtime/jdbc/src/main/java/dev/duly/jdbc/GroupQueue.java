/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Delivery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The deliveries of one subscription, shared by its sources.
 *
 * <p>Handing out writes nothing but, now and then, a mark: deliveries above it were surely never
 * handed out. After a kill those up to it count as redelivered.
 */
final class GroupQueue implements GroupDeliveries {
  // How far the mark runs ahead: one small commit for so many messages of all channels.
  private static final int RESERVED = 256;

  private final Database database;
  private final DeliveryTable deliveries;
  private final SubscriptionTable subscriptions;
  private final Clock clock;
  private final int id;
  private final HandedOut handedOut;
  private final WakeUp wakeUp = new WakeUp();
  private long mark;

  GroupQueue(
      Database database,
      DeliveryTable deliveries,
      SubscriptionTable subscriptions,
      Clock clock,
      QueuedSubscription subscription) {
    this.database = database;
    this.deliveries = deliveries;
    this.subscriptions = subscriptions;
    this.clock = clock;
    this.id = subscription.id();
    this.mark = subscription.handedOut();
    this.handedOut = new HandedOut(subscription.handedOut());
  }

  @Override
  public WakeUp wakeUp() {
    return wakeUp;
  }

  /** All messages come through this process. */
  @Override
  public long lookAgainAfter() {
    return Long.MAX_VALUE;
  }

  @Override
  public HandedOut handedOut() {
    return handedOut;
  }

  /** Takes up to {@code max} deliveries; synchronized, so that two sources cannot take the same. */
  @Override
  public synchronized List<Delivery> take(Object holder, int max, Duration lease)
      throws SQLException {
    Instant now = clock.instant();
    handedOut.expire(now);
    List<Long> taken = handedOut.messages();
    Set<String> heldKeys = handedOut.keysOfOthers(holder);
    List<QueuedMessage> next =
        database.read(connection -> deliveries.next(connection, id, taken, heldKeys, max));
    if (next.isEmpty()) {
      return List.of();
    }
    moveMark(next.get(next.size() - 1).id());
    List<Delivery> result = new ArrayList<>(next.size());
    for (QueuedMessage message : next) {
      boolean redelivered = handedOut.isSuspect(message.id());
      Lease handle = handedOut.take(message, holder, now.plus(lease));
      result.add(
          new Delivery(handle, message.headers(), message.body(), redelivered, message.sentAt()));
    }
    return result;
  }

  private void moveMark(long upTo) throws SQLException {
    if (upTo > mark) {
      long newMark = upTo + RESERVED;
      database.write(
          connection -> {
            subscriptions.handedOut(connection, id, newMark);
            return newMark;
          });
      mark = newMark;
    }
  }

  @Override
  public void settle(Map<Lease, DeliveryTable.Settled> verdicts) throws SQLException {
    Map<Long, DeliveryTable.Settled> byMessage = new HashMap<>();
    verdicts.forEach((lease, settled) -> byMessage.putIfAbsent(lease.message(), settled));
    database.write(
        connection -> {
          deliveries.settle(connection, id, byMessage, Times.now(clock));
          return byMessage.size();
        });
    handedOut.settled(byMessage.keySet());
  }

  /** Writes down, at an orderly end, what may still have been handed out. */
  synchronized void close() throws SQLException {
    long suspect = handedOut.suspectUpTo();
    database.write(
        connection -> {
          long upTo = deliveries.newestUnsettled(connection, id, suspect);
          subscriptions.handedOut(connection, id, upTo);
          return upTo;
        });
  }
}
