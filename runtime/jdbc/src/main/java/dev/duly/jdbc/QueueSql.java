/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Duration;

/**
 * What the shared queue says to each kind of server its own way: parts of statements, and the
 * tables whose statements are others altogether. No statement is put together from input.
 */
interface QueueSql {

  /** How keys and times are taken and given. */
  Columns columns();

  /** The time of the server. */
  String now();

  /** The time of the server and some more. Parameter: how many milliseconds. */
  String fromNow();

  /** Whether a subscription gets the message {@code m}. */
  String gets(String subscription);

  /**
   * Asks for the last number that was given out; while the head is locked, all up to it are
   * committed.
   */
  String lastNumber();

  /** Says that the head is another; its row must be locked. */
  String changeHead();

  /** About how far the numbers of messages are apart that are sent one after the other. */
  int spacing();

  /** Makes a member a consumer, if both are so. Parameters: subscription, member. */
  String consume();

  /** Gives up the shards {@code s} of a member. Parameter: the member. */
  String freeShards();

  MessageLog log();

  SettlementLog settlements();

  MessageReader reader();

  ShardTable shards();

  SegmentRing ring(Duration kept);
}
