/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settlements as JSON. */
final class MariaDbSettlementLog extends SettlementLog {
  // What was settled before stays as it is: anything else that is wrong is an error.
  private static final Segments.Statements SETTLE =
      new Segments.Statements(
          "SELECT id INTO owner_id FROM duly_queue_member WHERE id = ? LOCK IN SHARE MODE; IF"
              + " owner_id IS NOT NULL THEN INSERT INTO duly_queue_settled_%d (subscription, message,"
              + " verdict, settled_at) SELECT u.subscription, u.message, u.verdict, "
              + MariaDbQueueSql.NOW
              + " FROM JSON_TABLE(?, '$[*]' COLUMNS (subscription INTEGER PATH '$[0]', message BIGINT"
              + " PATH '$[1]', verdict VARCHAR(10) PATH '$[2]')) u ON DUPLICATE KEY UPDATE settled_at"
              + " = duly_queue_settled_%d.settled_at; END IF; ");

  // In one order, so that two that settle the same wait for each other in one direction.
  private static final Comparator<Entry> ORDER =
      Comparator.comparingInt(Entry::subscription).thenComparingLong(Entry::message);

  private final List<MariaDbBlock> blocks =
      IntStream.rangeClosed(1, Segments.COUNT)
          .mapToObj(
              segment ->
                  new MariaDbBlock(
                      "DECLARE owner_id BIGINT; ",
                      SETTLE.of(segment),
                      "SELECT owner_id IS NOT NULL"))
          .toList();

  @Override
  boolean append(Connection connection, long member, int segment, List<Entry> entries)
      throws SQLException {
    return blocks
        .get(segment - 1)
        .run(
            connection,
            insert -> {
              insert.setLong(1, member);
              insert.setString(2, json(entries));
            },
            MariaDbBlock.Answer::isTrue);
  }

  /** Numbers and the names of verdicts: nothing that would need escaping. */
  private static String json(List<Entry> entries) {
    return entries.stream()
        .sorted(ORDER)
        .map(
            each ->
                "[" + each.subscription() + "," + each.message() + ",\"" + each.verdict() + "\"]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
