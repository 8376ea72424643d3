/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory, for tests, that honours every declared policy:
 *
 * <ul>
 *   <li>each group has its own durable copy of a channel; several sources of one group share it
 *   <li>a group gets the messages it names and those nobody on the channel names
 *   <li>messages of one partition key come in order, and to one source at a time
 *   <li>leases end by the given clock; what was held then is handed out again as redelivered, and a
 *       late settlement of it changes nothing
 *   <li>messages of a channel without a group are kept for browsing, and for its first groups
 * </ul>
 *
 * <p>It outlives what runs on it: closing it does nothing, so a test can start one runtime after
 * another, or several at once, on the same instance. What was sent and settled is remembered for
 * inspection and never freed: make a new one for each test.
 */
public final class InMemoryTransport implements Transport {
  /** How often a waiting poll looks at the clock: leases end without anybody telling. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Clock clock;
  private final @Nullable VirtualScheduler virtual;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Set<View> views = new HashSet<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<Outgoing> sent = new ArrayList<>();
  private long lastNumber;

  /** A transport whose leases end by {@code clock}; polls wait in real time. */
  public InMemoryTransport(Clock clock) {
    this.clock = clock;
    this.virtual = null;
  }

  /** A transport in the time of {@code scheduler}; polls never block its only thread. */
  public InMemoryTransport(VirtualScheduler scheduler) {
    this.clock = scheduler.clock();
    this.virtual = scheduler;
  }

  /** As {@link #InMemoryTransport(VirtualScheduler)}, with leases that end by another clock. */
  public InMemoryTransport(VirtualScheduler scheduler, Clock clock) {
    this.clock = clock;
    this.virtual = scheduler;
  }

  /** {@link Capability#BROWSE} and {@link Capability#LOCATE}. */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.BROWSE, Capability.LOCATE);
  }

  /** What waits in a channel without groups goes to all groups that {@code topology} brings. */
  @Override
  public void provision(Topology topology) {
    lock.lock();
    try {
      topology.channels().forEach(this::channel);
      Map<String, List<ConsumerSpec>> byChannel = new LinkedHashMap<>();
      for (ConsumerSpec consumer : topology.consumers()) {
        byChannel.computeIfAbsent(consumer.channel(), c -> new ArrayList<>()).add(consumer);
      }
      byChannel.forEach((name, consumers) -> channel(name).subscribe(consumers));
      tellPolls();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Source open(ConsumerSpec consumer) {
    lock.lock();
    try {
      Mailbox mailbox = channel(consumer.channel()).subscribe(List.of(consumer)).get(0);
      View view = new View(mailbox);
      views.add(view);
      return view;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletionStage<Void> send(List<Outgoing> batch) {
    lock.lock();
    try {
      for (Outgoing message : batch) {
        lastNumber++;
        channel(message.channel()).add(new Letter(lastNumber, message, clock.instant()));
        sent.add(message);
      }
      tellPolls();
    } finally {
      lock.unlock();
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Messages are at rest until every group has settled them, or for ever without a group. */
  @Override
  public List<Stored> browse(String channel, String after, int max) {
    lock.lock();
    try {
      Channel found = channels.get(channel);
      if (found == null) {
        return List.of();
      }
      return found.letters.tailMap(after.isEmpty() ? 0L : number(after), false).values().stream()
          .limit(max)
          .map(Letter::stored)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Stored> find(String channel, String id) {
    lock.lock();
    try {
      Channel found = channels.get(channel);
      return found == null
          ? Optional.empty()
          : Optional.ofNullable(found.letters.get(number(id))).map(Letter::stored);
    } finally {
      lock.unlock();
    }
  }

  /** A group that holds the message keeps it until it settles. */
  @Override
  public void remove(String channel, String id) {
    lock.lock();
    try {
      Channel found = channels.get(channel);
      Letter letter = found == null ? null : found.letters.get(number(id));
      if (found != null && letter != null) {
        found.letters.remove(letter.number());
        found.mailboxes.values().forEach(mailbox -> mailbox.removeUnheld(letter));
      }
    } finally {
      lock.unlock();
    }
  }

  /** A message that was settled as {@code DROPPED} counts as dead: its effect did not happen. */
  @Override
  public Map<String, DeliveryState> locate(String channel, String messageId, MessageKey key) {
    lock.lock();
    try {
      Map<String, DeliveryState> states = new HashMap<>();
      Channel found = channels.get(channel);
      if (found != null) {
        found.mailboxes.forEach(
            (group, mailbox) -> {
              DeliveryState state = mailbox.locate(messageId, key, clock.instant());
              if (state != null) {
                states.put(group, state);
              }
            });
      }
      return states;
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing: who opened a source closes it, and the messages stay for the next runtime. */
  @Override
  public void close() {}

  /**
   * What the death of every process that uses this transport does: unsettled deliveries are handed
   * out again as redelivered, and the sources of the dead refuse every call with a {@link
   * TransportException}. Sources opened from now on work.
   */
  public void crash() {
    lock.lock();
    try {
      for (View view : views) {
        view.fenced = true;
        view.mailbox.takeBack(view::equals);
      }
      views.clear();
      tellPolls();
    } finally {
      lock.unlock();
    }
  }

  /** Every settlement of {@code group} so far, releases too, oldest first. */
  public List<Settled> settled(String group) {
    lock.lock();
    try {
      return settled.stream().filter(one -> one.group().equals(group)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Every message sent to {@code channel} so far, oldest first. */
  public List<Outgoing> sent(String channel) {
    lock.lock();
    try {
      return sent.stream().filter(message -> message.channel().equals(channel)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** How many messages {@code group} has not settled, on all channels. */
  public int backlog(String group) {
    lock.lock();
    try {
      int backlog = 0;
      for (Channel channel : channels.values()) {
        Mailbox mailbox = channel.mailboxes.get(group);
        backlog += mailbox == null ? 0 : mailbox.size();
      }
      return backlog;
    } finally {
      lock.unlock();
    }
  }

  private Channel channel(String name) {
    return channels.computeIfAbsent(name, n -> new Channel());
  }

  private void tellPolls() {
    changed.signalAll();
    if (virtual != null) {
      virtual.messageCame();
    }
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      // Not one of our references, so no message has it.
      return -1;
    }
  }

  /** The letters of one channel and the groups that read them. */
  private static final class Channel {
    private final TreeMap<Long, Letter> letters = new TreeMap<>();
    private final Map<String, Mailbox> mailboxes = new LinkedHashMap<>();

    private List<Mailbox> subscribe(List<ConsumerSpec> consumers) {
      boolean first = mailboxes.isEmpty();
      List<Mailbox> subscribed = new ArrayList<>();
      for (ConsumerSpec consumer : consumers) {
        Mailbox mailbox =
            mailboxes.computeIfAbsent(consumer.group(), group -> new Mailbox(consumer));
        mailbox.spec(consumer);
        subscribed.add(mailbox);
      }
      if (first) {
        List.copyOf(letters.values()).forEach(this::distribute);
      }
      return subscribed;
    }

    private void add(Letter letter) {
      letters.put(letter.number(), letter);
      if (!mailboxes.isEmpty()) {
        distribute(letter);
      }
    }

    private void distribute(Letter letter) {
      String id = letter.message().messageId();
      boolean unknown =
          mailboxes.values().stream().noneMatch(box -> box.spec().messageIds().contains(id));
      boolean wanted = false;
      for (Mailbox mailbox : mailboxes.values()) {
        Set<String> ids = mailbox.spec().messageIds();
        if (unknown || ids.isEmpty() || ids.contains(id)) {
          mailbox.add(letter);
          wanted = true;
        }
      }
      if (!wanted) {
        letters.remove(letter.number());
      }
    }
  }

  /** One holder's access to a mailbox. */
  private final class View implements Source {
    private final Mailbox mailbox;
    private boolean closed;
    private boolean fenced;

    private View(Mailbox mailbox) {
      this.mailbox = mailbox;
    }

    @Override
    public List<Delivery> poll(int max, Duration wait) {
      long end = System.nanoTime() + wait.toNanos();
      lock.lock();
      try {
        while (true) {
          refuseIfFenced();
          List<Delivery> taken = closed ? List.of() : mailbox.take(this, max, clock.instant());
          long left = end - System.nanoTime();
          if (!taken.isEmpty() || closed || left <= 0) {
            return taken;
          }
          if (virtual != null) {
            virtual.polledInVain(wait);
            return taken;
          }
          long unused = changed.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void settle(Collection<Settlement> settlements) {
      lock.lock();
      try {
        refuseIfFenced();
        for (Settlement settlement : settlements) {
          Mailbox.Hold hold = holdOf(settlement.delivery());
          if (hold.settle(settlement.verdict())) {
            Letter letter = hold.letter();
            settled.add(
                new Settled(
                    mailbox.spec().group(),
                    letter.message(),
                    settlement.verdict(),
                    clock.instant()));
            if (settlement.verdict() != Verdict.RELEASED && letter.oneGroupLess()) {
              channel(letter.message().channel()).letters.remove(letter.number());
            }
          }
        }
        tellPolls();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public List<Delivery> renew(Collection<Delivery> deliveries) {
      lock.lock();
      try {
        refuseIfFenced();
        return deliveries.stream()
            .filter(delivery -> !holdOf(delivery).renew(clock.instant()))
            .toList();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        views.remove(this);
        mailbox.takeBack(this::equals);
        tellPolls();
      } finally {
        lock.unlock();
      }
    }

    private Mailbox.Hold holdOf(Delivery delivery) {
      if (delivery.handle() instanceof Mailbox.Hold hold) {
        return hold;
      }
      throw new IllegalArgumentException("the delivery is not from an in-memory transport");
    }

    private void refuseIfFenced() {
      if (fenced) {
        throw new TransportException(
            "DulyTransportFenced",
            "This source belongs to a process that the test has crashed.",
            "Start a new instance on the same transport.");
      }
    }
  }
}
