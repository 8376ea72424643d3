/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Appends messages, all of a call in one statement. */
final class PostgresMessageLog extends MessageLog {
  private static final long MOST_BYTES = 64L << 20;

  private static final String HEAD =
      "WITH head AS MATERIALIZED (SELECT id FROM duly_queue_head WHERE id = 1 AND version = ? FOR"
          + " UPDATE) ";

  private static final String GONE =
      ", gone AS (DELETE FROM duly_queue_delayed d USING head WHERE d.id = ANY (?) RETURNING d.id)";

  private static final String MESSAGES =
      "unnest(CAST(? AS INTEGER[]), CAST(? AS TEXT[]), CAST(? AS UUID[]), CAST(? AS TEXT[]), CAST(?"
          + " AS BYTEA[]), CAST(? AS BYTEA[]), CAST(? AS INTEGER[]), CAST(? AS TEXT[]), CAST(? AS"
          + " BIGINT[])) WITH ORDINALITY u (channel, message_id, dedupe_key, partition_key, headers,"
          + " body, shard, recipients, delayed, n)";

  // The numbers are given out behind the lock and, where rows are joined, after they are sorted.
  private static final String APPEND =
      " INSERT INTO duly_queue_message_%d (channel, id, message_id, dedupe_key, partition_key,"
          + " sent_at, headers, body, shard, recipients) SELECT u.channel,"
          + " nextval('duly_queue_number'), u.message_id, u.dedupe_key, u.partition_key,"
          + " clock_timestamp(), u.headers, u.body, u.shard, CAST(u.recipients AS INTEGER[]) FROM ";

  private static final String REST =
      " INSERT INTO duly_queue_resting (channel, id, message_id, dedupe_key, partition_key, sent_at,"
          + " headers, body) SELECT u.channel, nextval('duly_queue_number'), u.message_id,"
          + " u.dedupe_key, u.partition_key, clock_timestamp(), u.headers, u.body FROM ";

  private static final String NOW = "head CROSS JOIN " + MESSAGES;
  private static final String DUE =
      "gone JOIN " + MESSAGES + " ON u.delayed = gone.id ORDER BY u.n";

  private final Segments.Statements append = new Segments.Statements(HEAD + APPEND + NOW);
  private final Segments.Statements appendDue = new Segments.Statements(HEAD + GONE + APPEND + DUE);

  PostgresMessageLog() {
    super(MOST_BYTES);
  }

  @Override
  boolean append(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException {
    boolean rest = messages.get(0).recipients().isEmpty();
    try (PreparedStatement insert =
        connection.prepareStatement(rest ? HEAD + REST + NOW : append.of(head.segment()))) {
      insert.setLong(1, head.version());
      setMessages(insert, 2, head, messages);
      return insert.executeUpdate() > 0;
    }
  }

  @Override
  void appendDue(Connection connection, QueueHead head, List<Addressed> messages)
      throws SQLException {
    boolean rest = messages.get(0).recipients().isEmpty();
    try (PreparedStatement insert =
        connection.prepareStatement(
            rest ? HEAD + GONE + REST + DUE : appendDue.of(head.segment()))) {
      insert.setLong(1, head.version());
      insert.setArray(
          2,
          connection.createArrayOf(
              "int8", messages.stream().map(Addressed::delayed).toArray(Long[]::new)));
      setMessages(insert, 3, head, messages);
      insert.executeUpdate();
    }
  }

  private static void setMessages(
      PreparedStatement insert, int first, QueueHead head, List<Addressed> messages)
      throws SQLException {
    Connection connection = insert.getConnection();
    int count = messages.size();
    Integer[] channels = new Integer[count];
    String[] ids = new String[count];
    @Nullable UUID[] keys = new UUID[count];
    @Nullable String[] partitionKeys = new String[count];
    byte[][] headers = new byte[count][];
    byte[][] bodies = new byte[count][];
    Integer[] shards = new Integer[count];
    String[] recipients = new String[count];
    Long[] delayed = new Long[count];
    for (int i = 0; i < count; i++) {
      Outgoing message = messages.get(i).message();
      MessageKey key = message.key();
      channels[i] = messages.get(i).channel();
      ids[i] = message.messageId();
      keys[i] = key == null ? null : key.toUuid();
      partitionKeys[i] = message.partitionKey();
      headers[i] = HeaderBytes.write(message.headers());
      bodies[i] = message.body();
      shards[i] = shard(message.partitionKey(), head.shards());
      recipients[i] = array(messages.get(i).recipients());
      delayed[i] = messages.get(i).delayed();
    }
    int parameter = first;
    insert.setArray(parameter++, connection.createArrayOf("int4", channels));
    insert.setArray(parameter++, connection.createArrayOf("text", ids));
    insert.setArray(parameter++, connection.createArrayOf("uuid", keys));
    insert.setArray(parameter++, connection.createArrayOf("text", partitionKeys));
    insert.setArray(parameter++, connection.createArrayOf("bytea", headers));
    insert.setArray(parameter++, connection.createArrayOf("bytea", bodies));
    insert.setArray(parameter++, connection.createArrayOf("int4", shards));
    insert.setArray(parameter++, connection.createArrayOf("text", recipients));
    insert.setArray(parameter, connection.createArrayOf("int8", delayed));
  }

  private static String array(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
