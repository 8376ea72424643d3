/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.DeliveryMode;
import dev.duly.MessageKind;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which group consumes which channel, checked before anything is opened. */
public final class Plan {
  private final List<Subscription<?>> subscriptions;
  private final List<Part> parts = new ArrayList<>();

  /** The consumption of one channel by one group. */
  public record Part(
      ConsumerSpec spec, GroupPolicy group, Map<String, Subscription<?>> byMessageId) {}

  /**
   * Plans the consumption.
   *
   * @throws StartupException if the subscriptions contradict each other or need a store there is
   *     not
   */
  public Plan(List<Subscription<?>> subscriptions, boolean hasStore) {
    this.subscriptions =
        subscriptions.stream()
            .sorted(
                Comparator.comparing((Subscription<?> s) -> s.group().id())
                    .thenComparing(Subscription::handler))
            .toList();
    Map<String, Map<String, Subscription<?>>> byConsumer = new LinkedHashMap<>();
    Map<String, GroupPolicy> groups = new HashMap<>();
    Map<String, Subscription<?>> single = new HashMap<>();
    for (Subscription<?> subscription : this.subscriptions) {
      checkStore(subscription, hasStore);
      checkParking(subscription);
      checkGroup(subscription, groups);
      checkSingle(subscription, single);
      String consumer = subscription.group().id() + "\n" + subscription.message().type().channel();
      Subscription<?> other =
          byConsumer
              .computeIfAbsent(consumer, key -> new LinkedHashMap<>())
              .put(subscription.message().type().id(), subscription);
      if (other != null) {
        throw conflict(other, subscription, "handle the same message in the same group");
      }
    }
    for (Map<String, Subscription<?>> byMessageId : byConsumer.values()) {
      Subscription<?> first = byMessageId.values().iterator().next();
      GroupPolicy group = first.group();
      parts.add(
          new Part(
              new ConsumerSpec(
                  first.message().type().channel(),
                  group.id(),
                  byMessageId.keySet(),
                  group.lease()),
              group,
              Map.copyOf(byMessageId)));
    }
  }

  public List<Part> parts() {
    return List.copyOf(parts);
  }

  public List<Subscription<?>> subscriptions() {
    return subscriptions;
  }

  /** Every dead-letter channel in use. */
  public SortedSet<String> deadLetterChannels() {
    SortedSet<String> channels = new TreeSet<>();
    for (Subscription<?> subscription : subscriptions) {
      channels.add(subscription.deadLetters());
      channels.add(
          subscription.group().deadLetterChannelFor(subscription.message().type().channel()));
    }
    return channels;
  }

  /**
   * What broker and store must have.
   *
   * @param replies the consumer of replies
   * @param guards the scopes of guards outside of messaging, and whose they are
   * @throws StartupException if a handler has one of them as well
   */
  public Topology topology(Contracts contracts, ConsumerSpec replies, Map<String, String> guards) {
    SortedSet<String> channels = new TreeSet<>(contracts.channels());
    channels.addAll(deadLetterChannels());
    channels.add(replies.channel());
    List<ConsumerSpec> consumers = new ArrayList<>();
    parts.forEach(part -> consumers.add(part.spec()));
    consumers.add(replies);
    SortedSet<String> scopes = new TreeSet<>(guards.keySet());
    for (Subscription<?> subscription : subscriptions) {
      String other = guards.get(subscription.scope());
      if (other != null) {
        throw scopeTaken(subscription.scope(), other, subscription.handler());
      }
      scopes.add(subscription.scope());
    }
    return new Topology(channels, consumers, scopes);
  }

  static StartupException scopeTaken(String scope, String one, String other) {
    boolean inOrder = one.compareTo(other) < 0;
    return new StartupException(
        "DulyScopeTaken",
        (inOrder ? one + " and " + other : other + " and " + one)
            + " keep their keys in one scope, '"
            + scope
            + "': a key of the one would answer for the other.",
        "Give each a scope of its own: @Idempotent(scope = \"…\").");
  }

  private static void checkStore(Subscription<?> subscription, boolean hasStore) {
    boolean guarded = subscription.guard().remembers();
    if (subscription.delivery() == DeliveryMode.EXACTLY_ONCE
        && subscription.guard().mode() != GuardPolicy.Mode.TRANSACTION) {
      throw new StartupException(
          "DulyExactlyOnceUnguarded",
          subscription.handler() + " promises EXACTLY_ONCE without a guard in the transaction.",
          "Add @Idempotent to it; its mode is TRANSACTION by default.");
    }
    boolean parks = subscription.group().parksKeys();
    if (!hasStore && (guarded || parks || !subscription.publishes().isEmpty())) {
      throw new StartupException(
          "DulyStoreMissing",
          subscription.handler()
              + " needs a store for its "
              + (guarded ? "guard." : parks ? "parking." : "outbox."),
          "Give one: Duly.builder().store(…), or use Duly.embedded(path).");
    }
  }

  private static void checkParking(Subscription<?> subscription) {
    if (subscription.group().parksKeys() && subscription.delivery() == DeliveryMode.AT_MOST_ONCE) {
      throw new StartupException(
          "DulyParkDelivery",
          subscription.handler()
              + " runs at most once, in group '"
              + subscription.group().id()
              + "', which parks keys: what fails there is gone and cannot wait.",
          "Let it be delivered at least once, or move it to a group of its own.");
    }
  }

  private static void checkGroup(Subscription<?> subscription, Map<String, GroupPolicy> groups) {
    GroupPolicy group = subscription.group();
    GroupPolicy other = groups.putIfAbsent(group.id(), group);
    if (other != null && !other.equals(group)) {
      throw new StartupException(
          "DulyGroupConflict",
          "The classes of group '"
              + group.id()
              + "' declare different policies: "
              + other
              + " and "
              + group
              + ".",
          "Declare @Owner, @Concurrency, @Lease and @DeadLetter alike on each of them.");
    }
  }

  private static void checkSingle(
      Subscription<?> subscription, Map<String, Subscription<?>> single) {
    if (subscription.message().type().kind() == MessageKind.EVENT) {
      return;
    }
    String message =
        subscription.message().type().channel() + "/" + subscription.message().type().id();
    Subscription<?> other = single.putIfAbsent(message, subscription);
    if (other != null && !other.group().id().equals(subscription.group().id())) {
      throw conflict(other, subscription, "are of two groups, but a command has one owner");
    }
  }

  private static StartupException conflict(
      Subscription<?> one, Subscription<?> other, String what) {
    return new StartupException(
        "DulyHandlerConflict",
        one.handler()
            + " and "
            + other.handler()
            + " "
            + what
            + ": "
            + one.message().type().id()
            + ".",
        "Remove one, or give it a group or a message of its own.");
  }
}
