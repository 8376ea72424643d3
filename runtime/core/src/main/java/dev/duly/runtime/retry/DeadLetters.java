/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.execution.Consumer;
import dev.duly.runtime.execution.Engine;
import dev.duly.runtime.execution.Replay;
import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The dead letters of this instance's groups, for a person or a tool to look through and to end:
 * those in dead-letter channels, and the keys that groups have parked.
 */
public final class DeadLetters {
  private static final int PAGE = 200;
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_KEYS = 10_000;
  private static final int MAX_WHO = 100;
  private static final int MAX_WHY = 1000;

  private final Engine engine;
  private final Transport transport;
  private final SortedSet<String> channels;
  private final List<Consumer> consumers;

  /** The dead letters in {@code channels}. */
  public DeadLetters(Engine engine, Collection<String> channels, List<Consumer> consumers) {
    this.engine = engine;
    this.transport = engine.transport();
    this.channels = new TreeSet<>(channels);
    this.consumers = List.copyOf(consumers);
  }

  /** Up to {@code max} dead letters of all channels, oldest first within each. */
  public List<DeadLetter> list(int max) {
    requireBrowsing();
    List<DeadLetter> found = new ArrayList<>();
    for (String channel : channels) {
      String after = "";
      List<Stored> page;
      do {
        page = transport.browse(channel, after, Math.min(PAGE, max - found.size()));
        for (Stored stored : page) {
          found.add(DeadLetter.of(channel, stored));
          after = stored.id();
        }
      } while (!page.isEmpty() && found.size() < max);
    }
    return found;
  }

  /**
   * Up to {@code max} dead letters of a group, at most 1,000, oldest first within each channel;
   * what is parked is not among them.
   *
   * @param after the {@link DeadLetter#id()} of the last one seen; empty to begin
   */
  public List<DeadLetter> list(String group, String after, int max) {
    requireBrowsing();
    int slash = after.indexOf('/');
    String from = slash < 0 ? "" : after.substring(0, slash);
    int most = Math.min(max, MAX_PAGE);
    List<DeadLetter> found = new ArrayList<>();
    for (String channel : channels.tailSet(from)) {
      String last = channel.equals(from) ? restId(after) : "";
      List<Stored> page;
      do {
        page = found.size() < most ? transport.browse(channel, last, PAGE) : List.of();
        for (Stored stored : page) {
          DeadLetter letter = DeadLetter.of(channel, stored);
          if (letter.info().group().equals(group) && found.size() < most) {
            found.add(letter);
          }
          last = stored.id();
        }
      } while (!page.isEmpty());
    }
    return found;
  }

  /** The dead letter with the given id. */
  public Optional<DeadLetter> show(String id) {
    requireBrowsing();
    int slash = id.indexOf('/');
    String channel = slash < 0 ? "" : id.substring(0, slash);
    if (!channels.contains(channel)) {
      return Optional.empty();
    }
    return transport
        .find(channel, id.substring(slash + 1))
        .map(stored -> DeadLetter.of(channel, stored));
  }

  /**
   * Runs a dead letter once more, through its handler's own guard: what had succeeded is
   * recognised. Completes with {@link Verdict#EFFECT} or {@link Verdict#DUPLICATE}, and the dead
   * letter is gone; or with another verdict, and it stays.
   *
   * @throws DulyException if there is no such dead letter, or its group does not run here
   */
  public CompletionStage<Verdict> replay(String id) {
    DeadLetter letter = require(id);
    DeadLetterInfo info = letter.info();
    for (Consumer consumer : consumers) {
      if (consumer.spec().group().equals(info.group())
          && consumer.spec().channel().equals(info.channel())) {
        Delivery delivery =
            new Delivery(id, letter.headers(), letter.body(), true, letter.storedAt());
        return consumer.replay(
            delivery, new Replay.Channel(letter.deadLetterChannel(), restId(id)));
      }
    }
    throw new DulyException(
        "DulyReplayElsewhere",
        "Dead letter " + id + " is of group '" + info.group() + "', which does not run here.",
        "Replay it on an instance that has the group's handlers.");
  }

  /**
   * Removes a dead letter for good.
   *
   * @throws DulyException if there is no such dead letter
   */
  public void drop(String id) {
    DeadLetter letter = require(id);
    transport.remove(letter.deadLetterChannel(), restId(id));
  }

  /**
   * How much of a group is parked, and since when.
   *
   * @throws DulyException if the group does not run here
   */
  public ParkedCount parked(String group) {
    return parking(group).count(group);
  }

  /**
   * Up to {@code max} parked keys of a group, at most 1,000, in the order in which they were
   * parked.
   *
   * @param after the {@link ParkedKey#number()} of the last one seen; 0 to begin
   * @throws DulyException if the group does not run here
   */
  public List<ParkedKey> parkedKeys(String group, long after, int max) {
    return parking(group).keys(group, after, Math.min(max, MAX_PAGE));
  }

  /**
   * Up to {@code max} messages of a parked key, at most 1,000, in order; the first is dead, the
   * others wait. Their bodies may hold sensitive values.
   *
   * @param after the {@link ParkedEntry#position()} of the last one seen; 0 to begin
   * @throws DulyException if the group does not run here
   */
  public List<ParkedEntry> parkedMessages(String group, String key, long after, int max) {
    return parking(group).messages(group, key, after, Math.min(max, MAX_PAGE));
  }

  /**
   * Releases a parked key: runs its messages in order, through their handlers' own guards, until
   * the key is free or one fails. What was dead runs once more; what only waited is tried again as
   * its {@code @Retry} says. One that fails is the first then, and everything behind it waits on.
   * What comes meanwhile waits behind, and is run too. Does not block.
   *
   * @throws DulyException if the group does not run here, or the key is not parked
   */
  public CompletionStage<KeyReplay> replay(String group, String key) {
    List<ParkedEntry> first = parking(group).messages(group, key, 0, 1);
    if (first.isEmpty()) {
      throw nothingParked(group, key);
    }
    return replayOf(group, key).start(first.get(0));
  }

  /**
   * Releases all keys of a group that are parked now, one after the other, as {@link
   * #replay(String, String)} does, the first 10,000. A key that fails again does not keep the
   * others. Does not block.
   *
   * @throws DulyException if the group does not run here
   */
  public CompletionStage<GroupReplay> replayAll(String group) {
    // A key that is parked again while this runs has a higher number, and is left for the next.
    List<ParkedKey> last = new ArrayList<>();
    long after = 0;
    List<ParkedKey> page;
    do {
      page = parking(group).keys(group, after, PAGE);
      last.addAll(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1).number();
    } while (!page.isEmpty() && last.size() < MAX_KEYS);
    CompletionStage<GroupReplay> all =
        CompletableFuture.completedFuture(new GroupReplay(group, 0, 0, 0));
    for (ParkedKey key : last) {
      all =
          all.thenCompose(so -> replayOf(group, key.key()).start(key.first()).thenApply(so::plus));
    }
    return all;
  }

  /**
   * Removes the first message of a parked key for good, and notes who did so and why. What waits
   * behind it waits on, or is free if there is nothing.
   *
   * @param who at most 100 characters
   * @param why at most 1,000 characters
   * @throws DulyException if the group does not run here, or the message is not the first any more
   */
  public void dropFirst(ParkedEntry entry, String who, String why) {
    String group = entry.message().group();
    Parking parking = parking(group);
    requireReason(who, why);
    if (!parking.dropFirst(entry, who, why, engine.clock().instant())) {
      throw new DulyException(
          "DulyNotFirst",
          "The message is not the first of key '" + entry.message().key() + "' any more.",
          "It was replayed or dropped; parkedMessages(…) shows what is there.");
    }
    discarded(group, entry.message().channel(), 1, who, why);
  }

  /**
   * Removes all messages of a parked key for good, notes who did so and why for each, and frees the
   * key.
   *
   * @param who at most 100 characters
   * @param why at most 1,000 characters
   * @return how many there were
   * @throws DulyException if the group does not run here, or the key is not parked
   */
  public int drop(String group, String key, String who, String why) {
    Parking parking = parking(group);
    requireReason(who, why);
    List<ParkedEntry> first = parking.messages(group, key, 0, 1);
    int dropped = parking.dropKey(group, key, who, why, engine.clock().instant());
    if (dropped == 0) {
      throw nothingParked(group, key);
    }
    String channel = first.isEmpty() ? "" : first.get(0).message().channel();
    discarded(group, channel, dropped, who, why);
    return dropped;
  }

  /**
   * Up to {@code max} notes of parked messages that were dropped, at most 1,000, oldest first.
   *
   * @param after the {@link ParkedDrop#number()} of the last one seen; 0 to begin
   * @throws DulyException if the group does not run here
   */
  public List<ParkedDrop> drops(String group, long after, int max) {
    return parking(group).drops(group, after, Math.min(max, MAX_PAGE));
  }

  private ParkedReplay replayOf(String group, String key) {
    return new ParkedReplay(parking(group), consumers, engine.scheduler(), group, key);
  }

  private void discarded(String group, String channel, int count, String who, String why) {
    engine.observer().discarded(group, count, who, why);
    // A key may have messages of several channels: the books of a group are added up anyway.
    consumers.stream()
        .filter(consumer -> consumer.spec().group().equals(group))
        .min(Comparator.comparing(consumer -> !consumer.spec().channel().equals(channel)))
        .ifPresent(consumer -> consumer.discarded(count));
  }

  private Parking parking(String group) {
    SortedSet<String> groups = new TreeSet<>();
    consumers.forEach(consumer -> groups.add(consumer.spec().group()));
    Store store = engine.store();
    if (!groups.contains(group) || store == null) {
      throw new DulyException(
          "DulyNoGroup",
          "No group '" + group + "' with a store runs here.",
          "Ask for one of " + groups + ", or ask an instance that has the group's handlers.");
    }
    return store.parking();
  }

  private static void requireReason(String who, String why) {
    if (who.isBlank() || why.isBlank() || who.length() > MAX_WHO || why.length() > MAX_WHY) {
      throw new DulyException(
          "DulyDropReason",
          "A message is dropped for good only with a name and a reason.",
          "Say who drops it, in 1 to 100 characters, and why, in 1 to 1,000.");
    }
  }

  private static DulyException nothingParked(String group, String key) {
    return new DulyException(
        "DulyNothingParked",
        "Key '" + key + "' of group '" + group + "' is not parked.",
        "It may have been replayed or dropped; parkedKeys(…) shows which keys are.");
  }

  private DeadLetter require(String id) {
    return show(id)
        .orElseThrow(
            () ->
                new DulyException(
                    "DulyNoDeadLetter",
                    "There is no dead letter " + id + ".",
                    "It may have been replayed or dropped; list() shows what is there."));
  }

  private static String restId(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  private void requireBrowsing() {
    if (!transport.capabilities().contains(Capability.BROWSE)) {
      throw new DulyException(
          "DulyNoBrowsing",
          "This transport cannot list messages at rest.",
          "Look at its dead-letter channels with the broker's own tools: " + channels + ".");
    }
  }
}
