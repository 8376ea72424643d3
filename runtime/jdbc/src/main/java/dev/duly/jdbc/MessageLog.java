/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Appends messages. On a connection that commits each statement, each call is one transaction: the
 * server waits for nobody with its locks.
 */
abstract class MessageLog {
  // What stands in a statement beside the message: numbers, a key, commas.
  private static final int BESIDE = 500;

  private final long mostBytes;

  /**
   * @param mostBytes how heavy the messages of one call get, if it is more than one
   */
  MessageLog(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * A message and where it goes.
   *
   * @param recipients the numbers of subscriptions; empty where it is at rest
   * @param delayed its number while it was delayed, else 0
   */
  record Addressed(Outgoing message, int channel, List<Integer> recipients, long delayed) {

    /**
     * By the routing of {@code head}.
     *
     * @throws IllegalArgumentException for a channel that was not provisioned
     */
    static Addressed of(Outgoing message, QueueHead head, long delayed) {
      String channel = message.channel();
      List<Integer> recipients =
          head.routing().route(channel, message.messageId()).stream()
              .filter(to -> !to.group().equals(QueuedSubscription.NOBODY))
              .map(QueuedSubscription::id)
              .toList();
      return new Addressed(
          message, head.routing().rest(channel).orElseThrow().id(), recipients, delayed);
    }
  }

  /**
   * Appends messages of which all have recipients, or none.
   *
   * @return false if the head is another by now and nothing was done
   */
  abstract boolean append(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException;

  /** Appends delayed messages, as many as are still there, and takes them from where they were. */
  abstract void appendDue(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException;

  /**
   * That a message can be stored at all: it must not spoil what is written together with it.
   *
   * @throws IllegalArgumentException with the reason
   */
  void check(Outgoing message) {
    if ((message.messageId() + message.partitionKey()).indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a partition key with a zero character");
    }
    HeaderBytes.write(message.headers());
  }

  /** How many bytes of a statement a message takes at most. */
  static long weight(Outgoing message) {
    String key = message.partitionKey();
    long bytes = HeaderBytes.write(message.headers()).length + (long) message.body().length;
    if (key != null) {
      bytes += key.getBytes(StandardCharsets.UTF_8).length;
    }
    // Where each byte has to be escaped.
    return BESIDE + 2 * bytes;
  }

  /** In the same order, as many together as one call takes. */
  final List<List<Addressed>> calls(List<Addressed> messages) {
    List<List<Addressed>> calls = new ArrayList<>();
    List<Addressed> call = new ArrayList<>();
    long sum = 0;
    for (Addressed each : messages) {
      long weight = weight(each.message());
      if (!call.isEmpty() && sum + weight > mostBytes) {
        calls.add(call);
        call = new ArrayList<>();
        sum = 0;
      }
      call.add(each);
      sum += weight;
    }
    if (!call.isEmpty()) {
      calls.add(call);
    }
    return calls;
  }

  /** Where a key belongs, for all processes and for ever; without a key, anywhere. */
  static int shard(@Nullable String partitionKey, int shards) {
    if (partitionKey == null) {
      return ThreadLocalRandom.current().nextInt(shards);
    }
    CRC32 hash = new CRC32();
    hash.update(partitionKey.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % shards);
  }
}
