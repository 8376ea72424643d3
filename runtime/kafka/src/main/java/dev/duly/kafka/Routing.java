/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.topology.ConsumerSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which groups get which messages of a channel: those they handle, and those nobody handles. What
 * each group handles stands in a topic of ours, because Kafka knows nothing of it.
 */
final class Routing {
  /** No channel can have this name. */
  static final String GROUPS = "__duly_groups";

  private static final String BETWEEN = "/";

  private final CompactedMap groups;

  Routing(CompactedMap groups) {
    this.groups = groups;
  }

  /** Sees what other processes made known. */
  void refreshIfOld() {
    groups.refreshIfOld();
  }

  /** Whether any group of a channel is known. */
  boolean hasGroup(String channel) {
    return groups.entries().keySet().stream().anyMatch(key -> key.startsWith(channel + BETWEEN));
  }

  boolean knows(ConsumerSpec consumer) {
    return groups.entries().containsKey(keyOf(consumer));
  }

  /** Makes known what a group handles; returns when it is confirmed. */
  void register(ConsumerSpec consumer) {
    String ids = String.join(",", new TreeSet<>(consumer.messageIds()));
    if (!ids.equals(groups.entries().get(keyOf(consumer)))) {
      groups.put(keyOf(consumer), ids);
    }
  }

  /** Whether a message is for a group, empty where its producer gave no id. */
  boolean isFor(ConsumerSpec consumer, String messageId) {
    return consumer.messageIds().isEmpty()
        || consumer.messageIds().contains(messageId)
        || !isHandled(consumer.channel(), messageId);
  }

  private boolean isHandled(String channel, String messageId) {
    for (Map.Entry<String, String> each : groups.entries().entrySet()) {
      if (each.getKey().startsWith(channel + BETWEEN)
          && Arrays.asList(each.getValue().split(",", -1)).contains(messageId)
          && !messageId.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String keyOf(ConsumerSpec consumer) {
    return consumer.channel() + BETWEEN + consumer.group();
  }
}
