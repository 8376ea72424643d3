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
 * @param parksKeys whether later messages of a key wait behind one that is dead
 */
public record GroupPolicy(
    String id,
    OwnerInfo owner,
    ConcurrencyPolicy concurrency,
    Duration lease,
    @Nullable String deadLetterChannel,
    boolean parksKeys) {

  public GroupPolicy {
    Names.check("group", id);
  }

  /** A group with every default: no owner, 16 lanes, a lease of 30 s. */
  public static GroupPolicy of(String id) {
    return new GroupPolicy(
        id, OwnerInfo.NONE, ConcurrencyPolicy.DEFAULT, Duration.ofSeconds(30), null, false);
  }

  public GroupPolicy owner(String team, String contact, String runbook) {
    return new GroupPolicy(
        id,
        new OwnerInfo(team, contact, runbook),
        concurrency,
        lease,
        deadLetterChannel,
        parksKeys);
  }

  public GroupPolicy concurrency(int lanes, int inFlight, int batch) {
    return new GroupPolicy(
        id,
        owner,
        new ConcurrencyPolicy(lanes, inFlight, batch),
        lease,
        deadLetterChannel,
        parksKeys);
  }

  public GroupPolicy lease(Duration value) {
    return new GroupPolicy(id, owner, concurrency, value, deadLetterChannel, parksKeys);
  }

  public GroupPolicy deadLetterChannel(String channel) {
    return new GroupPolicy(
        id, owner, concurrency, lease, Names.check("dead-letter channel", channel), parksKeys);
  }

  /**
   * Parks the key of a message that cannot be handled: later messages of the key wait behind it, in
   * order, until a person releases it. Needs a store; {@code dev.duly.runtime.retry.DeadLetters}
   * lists, releases and drops.
   */
  public GroupPolicy parkKeys() {
    return new GroupPolicy(id, owner, concurrency, lease, deadLetterChannel, true);
  }

  /** The dead-letter channel of what this group cannot handle on {@code channel}. */
  public String deadLetterChannelFor(String channel) {
    return deadLetterChannel != null ? deadLetterChannel : channel + "." + id + ".dlq";
  }
}
