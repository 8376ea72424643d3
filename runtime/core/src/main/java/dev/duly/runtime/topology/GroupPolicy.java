/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a whole handler group.
 *
 * @param id consumer group and dedupe scope
 * @param owner who answers for it
 * @param concurrency how much it does at a time on one channel
 * @param lease how long a polled message belongs to this process
 * @param deadLetterChannel where its undecodable messages go; null for {@code
 *     <channel>.<group>.dlq}
 */
public record GroupPolicy(
    String id,
    OwnerInfo owner,
    ConcurrencyPolicy concurrency,
    Duration lease,
    @Nullable String deadLetterChannel) {

  public GroupPolicy {
    Names.check("group", id);
  }

  /** A group with every default: no owner, 16 lanes, a lease of 30 s. */
  public static GroupPolicy of(String id) {
    return new GroupPolicy(
        id, OwnerInfo.NONE, ConcurrencyPolicy.DEFAULT, Duration.ofSeconds(30), null);
  }

  public GroupPolicy owner(String team, String contact, String runbook) {
    return new GroupPolicy(
        id, new OwnerInfo(team, contact, runbook), concurrency, lease, deadLetterChannel);
  }

  public GroupPolicy concurrency(int lanes, int inFlight, int batch) {
    return new GroupPolicy(
        id, owner, new ConcurrencyPolicy(lanes, inFlight, batch), lease, deadLetterChannel);
  }

  public GroupPolicy lease(Duration value) {
    return new GroupPolicy(id, owner, concurrency, value, deadLetterChannel);
  }

  public GroupPolicy deadLetterChannel(String channel) {
    return new GroupPolicy(
        id, owner, concurrency, lease, Names.check("dead-letter channel", channel));
  }

  /** The dead-letter channel of what this group cannot handle on {@code channel}. */
  public String deadLetterChannelFor(String channel) {
    return deadLetterChannel != null ? deadLetterChannel : channel + "." + id + ".dlq";
  }
}
