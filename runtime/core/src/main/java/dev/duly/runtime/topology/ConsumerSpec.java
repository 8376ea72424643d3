/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Duration;
import java.util.Set;

/**
 * One group's consumption of one channel.
 *
 * @param channel the channel
 * @param group the group
 * @param messageIds the messages of the channel the group handles; empty for all
 * @param lease how long a polled message belongs to the poller
 */
public record ConsumerSpec(String channel, String group, Set<String> messageIds, Duration lease) {
  public ConsumerSpec {
    Names.check("channel", channel);
    Names.check("group", group);
    messageIds = Set.copyOf(messageIds);
  }
}
