/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Delivery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * This process's part in one subscription: the shards it has, handed out in memory. Handing out
 * writes nothing but, now and then, a mark that runs ahead of it.
 */
final class SharedGroup implements GroupDeliveries {
  private static final int READ_AHEAD = 1000;
  private static final int MOST_LOADED = 4000;
  private static final long MOST_BYTES = 32L << 20;
  private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int MOST_DOUBLINGS = 5;
  private static final int FIRST_MARK = 256;
  private static final int LONGEST_MARK = 1 << 14;

  private final Database database;
  private final Membership membership;
  private final Segments segments;
  private final Combiner<Settling> settling;
  private final Clock clock;
  private final QueuedSubscription subscription;
  private final int channel;
  private final int shardCount;
  private final QueueSql sql;
  private final MessageReader reader;
  private final MemberTable members;
  private final ShardTable table;
  private final OwnedShards shards = new OwnedShards();
  private final HandedOut handedOut = new HandedOut(0);
  private final WakeUp wakeUp = new WakeUp();
  // Held by whoever takes messages, reads them or changes which shards there are.
  private final ReentrantLock taking = new ReentrantLock();
  private int sources;
  // Whether the tables may name this process as a consumer.
  private boolean inUse;
  private long mark;
  private int markAhead = FIRST_MARK;
  private long marked;
  private volatile int emptyLooks;

  /** Settlements of one member, on their way. */
  record Settling(long member, List<SettlementLog.Entry> entries) {}

  SharedGroup(
      Database database,
      QueueSql sql,
      Membership membership,
      Segments segments,
      Combiner<Settling> settling,
      Clock clock,
      QueuedSubscription subscription,
      int channel,
      int shardCount) {
    this.database = database;
    this.sql = sql;
    this.reader = sql.reader();
    this.members = new MemberTable(sql);
    this.table = sql.shards();
    this.membership = membership;
    this.segments = segments;
    this.settling = settling;
    this.clock = clock;
    this.subscription = subscription;
    this.channel = channel;
    this.shardCount = shardCount;
  }

  @Override
  public WakeUp wakeUp() {
    return wakeUp;
  }

  @Override
  public HandedOut handedOut() {
    return handedOut;
  }

  /** Other processes send, and nobody tells: after each look in vain it takes twice as long. */
  @Override
  public long lookAgainAfter() {
    return FIRST_LOOK << Math.min(emptyLooks, MOST_DOUBLINGS);
  }

  @Override
  public List<Delivery> take(Object holder, int max, Duration lease) throws SQLException {
    taking.lock();
    try {
      Instant now = clock.instant();
      handedOut.expire(now);
      List<LoadedMessage> next = next(holder, max);
      if (next.size() < max && membership.isValid() && load()) {
        next = next(holder, max);
      }
      emptyLooks = next.isEmpty() ? emptyLooks + 1 : 0;
      if (next.isEmpty() || !mark(next.get(next.size() - 1).message().id())) {
        return List.of();
      }
      List<Delivery> result = new ArrayList<>(next.size());
      for (LoadedMessage loaded : next) {
        QueuedMessage message = loaded.message();
        boolean redelivered = shards.isSuspect(loaded) || handedOut.isSuspect(message.id());
        Lease handle = handedOut.take(message, holder, now.plus(lease));
        result.add(
            new Delivery(handle, message.headers(), message.body(), redelivered, message.sentAt()));
      }
      return result;
    } finally {
      taking.unlock();
    }
  }

  private List<LoadedMessage> next(Object holder, int max) {
    Set<Long> held = new HashSet<>(handedOut.messages());
    return shards.next(max, held, handedOut.keysOfOthers(holder));
  }

  /** Reads what there is room for; whether there was anything. */
  private boolean load() throws SQLException {
    while (true) {
      OwnedShards.Gap gap = shards.nextGap();
      int room = Math.min(READ_AHEAD, MOST_LOADED - shards.size());
      long bytes = MOST_BYTES - shards.bytes();
      if (gap == null || room <= 0 || bytes <= 0) {
        return false;
      }
      Segments.Segment segment = segments.after(gap.after());
      long upTo = Math.min(gap.upTo(), segment.last());
      var range =
          new MessageReader.Range(
              subscription, channel, gap.shards(), gap.after(), upTo, gap.settled(), room, bytes);
      List<LoadedMessage> read =
          database.runAlone(connection -> reader.read(connection, segment.number(), range));
      long length = read.stream().mapToLong(each -> each.message().body().length).sum();
      boolean all = read.size() < room && length < bytes;
      long last = read.isEmpty() ? gap.after() : read.get(read.size() - 1).message().id();
      long reached = all && upTo != Long.MAX_VALUE ? upTo : last;
      shards.read(gap, read, reached);
      if (!read.isEmpty()) {
        return true;
      }
      if (upTo == Long.MAX_VALUE) {
        refreshSegments();
        return false;
      }
    }
  }

  private void refreshSegments() throws SQLException {
    database.runAlone(
        connection -> {
          segments.refresh(connection);
          return segments;
        });
  }

  /** Makes sure that the mark is behind {@code upTo}; whether this process may hand out at all. */
  private boolean mark(long upTo) throws SQLException {
    long member = membership.id();
    if (upTo > mark) {
      long now = System.nanoTime();
      boolean often = marked != 0 && now - marked < TimeUnit.SECONDS.toNanos(1);
      markAhead = often ? Math.min(LONGEST_MARK, markAhead * 2) : FIRST_MARK;
      marked = now;
      long ahead = upTo + (long) markAhead * sql.spacing();
      boolean there =
          database.runAlone(
              connection -> members.handOut(connection, member, subscription.id(), ahead));
      if (!there) {
        membership.lost(member);
        return false;
      }
      mark = ahead;
    }
    return membership.isValid();
  }

  @Override
  public void settle(Map<Lease, DeliveryTable.Settled> verdicts) throws SQLException {
    // Before the messages are looked up: those of an earlier membership are not there any more.
    long member = membership.id();
    Map<Long, SettlementLog.Entry> entries = new HashMap<>();
    verdicts.forEach(
        (lease, settled) -> {
          LoadedMessage loaded = shards.find(lease.message());
          if (loaded != null) {
            entries.putIfAbsent(
                lease.message(),
                new SettlementLog.Entry(
                    loaded.segment(),
                    subscription.id(),
                    lease.message(),
                    settled.verdict().name()));
          }
        });
    if (!entries.isEmpty()) {
      settling.write(new Settling(member, List.copyOf(entries.values())));
      shards.settled(entries.keySet());
      handedOut.settled(entries.keySet());
    }
  }

  /** Says that there is a source more. */
  void joined() throws SQLException {
    taking.lock();
    try {
      sources++;
      balance();
    } finally {
      taking.unlock();
    }
  }

  /** With its last source the process gives up its shards. */
  @Override
  public void left() {
    taking.lock();
    try {
      if (sources > 0 && --sources == 0) {
        giveUp();
      }
    } catch (SQLException e) {
      throw SqlFailures.transport("give up shards", e);
    } finally {
      taking.unlock();
    }
  }

  /** Gives up its shards, whoever still uses them. */
  void close() throws SQLException {
    taking.lock();
    try {
      sources = 0;
      if (inUse) {
        giveUp();
      }
    } finally {
      taking.unlock();
    }
  }

  private void giveUp() throws SQLException {
    long member = membership.id();
    List<ShardTable.Progress> progress = shards.progress(this::isSuspect);
    handedOut.settled(shards.removeAll());
    mark = 0;
    inUse = true;
    database.write(
        connection -> {
          table.save(connection, member, subscription.id(), progress, true);
          members.consumeNoMore(connection, member, subscription.id());
          return member;
        });
    inUse = false;
  }

  private boolean isSuspect(long message) {
    return handedOut.isHeld(message) || handedOut.isSuspect(message);
  }

  /** Takes its fair share of the shards, and gives up what it has too much of once it is idle. */
  void balance() throws SQLException {
    taking.lock();
    try {
      if (sources == 0 && inUse) {
        giveUp();
      }
      if (sources == 0 || !membership.isValid()) {
        return;
      }
      handedOut.expire(clock.instant());
      long member = membership.id();
      if (!inUse) {
        inUse = true;
        database.runAlone(
            connection -> {
              members.consume(connection, member, subscription.id());
              return member;
            });
      }
      int consumers =
          database.runAlone(connection -> members.consumers(connection, subscription.id()));
      int fair = (shardCount + consumers - 1) / Math.max(1, consumers);
      shards.keep(fair);
      release(member);
      if (shards.staying() < fair) {
        claim(member, fair - shards.staying());
      }
    } finally {
      taking.unlock();
    }
  }

  private void release(long member) throws SQLException {
    List<ShardTable.Progress> drained =
        shards.drained(new HashSet<>(handedOut.messages()), this::isSuspect);
    if (!drained.isEmpty()) {
      // Forgotten first: if the answer is lost, another process may have them already.
      handedOut.settled(shards.remove(drained.stream().map(ShardTable.Progress::shard).toList()));
      database.runAlone(
          connection -> {
            table.save(connection, member, subscription.id(), drained, true);
            return member;
          });
    }
  }

  private void claim(long member, int max) throws SQLException {
    List<Integer> known = shards.numbers();
    List<ShardTable.Progress> claimed =
        database.runAlone(
            connection -> table.claim(connection, member, subscription.id(), known, max));
    if (!claimed.isEmpty()) {
      long last = database.runAlone(connection -> QueueHead.lastNumber(connection, sql));
      shards.add(claimed, last);
      wakeUp.call();
    }
  }

  /** Writes down how far it has come, so that whoever is next need not look at it all again. */
  void save() throws SQLException {
    long member = membership.id();
    List<ShardTable.Progress> progress = shards.progress(message -> false);
    if (!progress.isEmpty()) {
      database.runAlone(
          connection -> {
            table.save(connection, member, subscription.id(), progress, false);
            return member;
          });
    }
  }

  /** Forgets everything: the process is no member any more. */
  void lose() {
    taking.lock();
    try {
      handedOut.settled(shards.removeAll());
      mark = 0;
      inUse = false;
    } finally {
      taking.unlock();
    }
  }
}
