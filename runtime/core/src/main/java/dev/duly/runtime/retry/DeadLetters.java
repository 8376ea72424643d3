/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.DulyException;
import dev.duly.runtime.execution.Consumer;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/**
 * The dead letters of this instance's groups, for a person or a tool to look through and to end.
 */
public final class DeadLetters {
  private static final int PAGE = 200;

  private final Transport transport;
  private final SortedSet<String> channels;
  private final List<Consumer> consumers;

  /** The dead letters in {@code channels}. */
  public DeadLetters(Transport transport, Collection<String> channels, List<Consumer> consumers) {
    this.transport = transport;
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
        return consumer.replay(delivery, letter.deadLetterChannel(), restId(id));
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
