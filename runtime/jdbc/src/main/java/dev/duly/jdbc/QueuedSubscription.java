/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.Set;

/**
 * One group's right to the messages of a channel.
 *
 * @param id its number in the tables
 * @param channel the channel
 * @param group the group; empty for nobody, where messages are at rest
 * @param messageIds the messages the group handles; empty for all
 * @param handedOut deliveries up to this one may have been handed out
 */
record QueuedSubscription(
    int id, String channel, String group, Set<String> messageIds, long handedOut) {

  static final String NOBODY = "";

  QueuedSubscription {
    messageIds = Set.copyOf(messageIds);
  }

  boolean handles(String messageId) {
    return messageIds.isEmpty() || messageIds.contains(messageId);
  }
}
