/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who gets the messages of which channel, at one moment. */
final class Routing {
  private final Map<String, List<QueuedSubscription>> groups = new LinkedHashMap<>();
  private final Map<String, QueuedSubscription> nobody = new LinkedHashMap<>();

  Routing(List<QueuedSubscription> subscriptions) {
    for (QueuedSubscription subscription : subscriptions) {
      if (subscription.group().equals(QueuedSubscription.NOBODY)) {
        nobody.put(subscription.channel(), subscription);
      } else {
        groups
            .computeIfAbsent(subscription.channel(), channel -> new ArrayList<>())
            .add(subscription);
      }
    }
  }

  boolean knows(String channel) {
    return nobody.containsKey(channel);
  }

  /** The groups of a channel, in the order in which they came. */
  List<QueuedSubscription> groups(String channel) {
    return groups.getOrDefault(channel, List.of());
  }

  Optional<QueuedSubscription> group(String channel, String group) {
    return groups(channel).stream().filter(one -> one.group().equals(group)).findFirst();
  }

  /** Where the messages of a channel are at rest. */
  Optional<QueuedSubscription> rest(String channel) {
    return Optional.ofNullable(nobody.get(channel));
  }

  /**
   * Where a message goes: to the groups that handle its id; to every group if none does, so that it
   * ends as a dead letter and not nowhere; to rest if there is no group.
   *
   * @throws IllegalArgumentException for a channel that was not provisioned
   */
  List<QueuedSubscription> route(String channel, String messageId) {
    List<QueuedSubscription> all = groups(channel);
    if (all.isEmpty()) {
      QueuedSubscription rest = nobody.get(channel);
      if (rest == null) {
        throw new IllegalArgumentException("the channel " + channel + " was not provisioned");
      }
      return List.of(rest);
    }
    List<QueuedSubscription> handling =
        all.stream().filter(group -> group.handles(messageId)).toList();
    return handling.isEmpty() ? all : handling;
  }
}
