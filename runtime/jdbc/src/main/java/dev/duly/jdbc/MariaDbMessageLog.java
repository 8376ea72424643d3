/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Appends messages in blocks that first take their numbers, and so hold the head. */
final class MariaDbMessageLog extends MessageLog {
  // What is in a packet beside the messages.
  private static final int BESIDE = 1 << 16;

  private static final String VARIABLES = "DECLARE base BIGINT; ";

  /** Parameters: how many numbers, version, how many. */
  private static final String TAKE_NUMBERS =
      "UPDATE duly_queue_head SET last_number = GREATEST(last_number, "
          + MariaDbQueueSql.CLOCK
          + ") + ? WHERE id = 1 AND version = ?; IF ROW_COUNT() = 1 THEN SELECT last_number - ? INTO"
          + " base FROM duly_queue_head WHERE id = 1; ";

  private static final String END = "; END IF; ";
  private static final String ANSWER = "SELECT base IS NOT NULL";

  private static final Segments.Statements INSERT =
      new Segments.Statements(
          "INSERT INTO duly_queue_message_%d (id, channel, message_id, dedupe_key, partition_key,"
              + " sent_at, headers, body, size, shard, recipients) ");
  private static final String REST =
      "INSERT INTO duly_queue_resting (id, channel, message_id, dedupe_key, partition_key, sent_at,"
          + " headers, body) ";

  private static final String COMMON = ", ?, ?, ?, ?, " + MariaDbQueueSql.NOW + ", ?, ?";

  /** Rows of place in the batch, channel, shard, recipients and number while delayed. */
  private static final String MOVED =
      "JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, channel INTEGER PATH '$[0]', shard INTEGER"
          + " PATH '$[1]', recipients TEXT PATH '$[2]', waiting BIGINT PATH '$[3]')) n STRAIGHT_JOIN"
          + " duly_queue_delayed d FORCE INDEX (PRIMARY) ON d.id = n.waiting";

  private static final String MOVED_COLUMNS =
      "SELECT base + n.place, n.channel, d.message_id, d.dedupe_key, d.partition_key, "
          + MariaDbQueueSql.NOW
          + ", d.headers, d.body";
  private static final String GONE = "; DELETE d FROM " + MOVED;

  private final Columns columns = new BinaryColumns();
  private final long maxMessage;

  /**
   * @param maxPacket how many bytes the server takes as one statement
   */
  MariaDbMessageLog(int maxPacket) {
    super((long) maxPacket - BESIDE);
    this.maxMessage = (long) maxPacket - BESIDE;
  }

  @Override
  void check(Outgoing message) {
    super.check(message);
    if (weight(message) > maxMessage) {
      throw new IllegalArgumentException(
          "a message of more than half the max_allowed_packet of the server");
    }
  }

  @Override
  boolean append(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException {
    boolean rest = messages.get(0).recipients().isEmpty();
    StringBuilder rows = new StringBuilder("VALUES ");
    for (int place = 1; place <= messages.size(); place++) {
      rows.append(place == 1 ? "(base + " : ", (base + ").append(place).append(COMMON);
      rows.append(rest ? ")" : ", ?, ?, ?)");
    }
    MariaDbBlock block =
        new MariaDbBlock(
            VARIABLES,
            TAKE_NUMBERS + (rest ? REST : INSERT.of(head.segment())) + rows + END,
            ANSWER);
    return block.run(
        connection,
        insert -> {
          int index = takeNumbers(insert, head, messages);
          for (Addressed each : messages) {
            index = set(insert, index, each);
            if (!rest) {
              insert.setInt(index++, each.message().body().length);
              insert.setInt(index++, shard(each.message().partitionKey(), head.shards()));
              insert.setString(index++, recipients(each));
            }
          }
        },
        MariaDbBlock.Answer::isTrue);
  }

  private static int takeNumbers(PreparedStatement block, QueueHead head, List<Addressed> messages)
      throws SQLException {
    block.setInt(1, messages.size());
    block.setLong(2, head.version());
    block.setInt(3, messages.size());
    return 4;
  }

  private int set(PreparedStatement insert, int first, Addressed each) throws SQLException {
    int index = first;
    Outgoing message = each.message();
    MessageKey key = message.key();
    insert.setInt(index++, each.channel());
    insert.setString(index++, message.messageId());
    columns.setKey(insert, index++, key == null ? null : key.toUuid());
    insert.setString(index++, message.partitionKey());
    insert.setBytes(index++, HeaderBytes.write(message.headers()));
    insert.setBytes(index++, message.body());
    return index;
  }

  private static String recipients(Addressed each) {
    return each.recipients().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** From table to table: what is in them need not be sent again. */
  @Override
  void appendDue(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException {
    boolean rest = messages.get(0).recipients().isEmpty();
    String insert =
        rest
            ? REST + MOVED_COLUMNS
            : INSERT.of(head.segment()) + MOVED_COLUMNS + ", LENGTH(d.body), n.shard, n.recipients";
    String moved = moved(messages, head.shards());
    new MariaDbBlock(VARIABLES, TAKE_NUMBERS + insert + " FROM " + MOVED + GONE + END, ANSWER)
        .run(
            connection,
            block -> {
              int index = takeNumbers(block, head, messages);
              block.setString(index++, moved);
              block.setString(index, moved);
            },
            MariaDbBlock.Answer::isTrue);
  }

  /** Numbers and commas only: nothing that would need escaping. */
  private static String moved(List<Addressed> messages, int shards) {
    return messages.stream()
        .map(
            each ->
                "[%d,%d,\"%s\",%d]"
                    .formatted(
                        each.channel(),
                        shard(each.message().partitionKey(), shards),
                        recipients(each),
                        each.delayed()))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
