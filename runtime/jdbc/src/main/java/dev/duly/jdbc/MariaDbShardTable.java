/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Shards as lists in text and JSON. */
final class MariaDbShardTable implements ShardTable {
  private static final MariaDbBlock CLAIM =
      new MariaDbBlock(
          "DECLARE owner_id BIGINT; DECLARE claimed TEXT; ",
          "SELECT id INTO owner_id FROM duly_queue_member WHERE id = ? LOCK IN SHARE MODE; IF owner_id"
              + " IS NOT NULL THEN SELECT GROUP_CONCAT(shard) INTO claimed FROM (SELECT shard FROM"
              + " duly_queue_shard FORCE INDEX (PRIMARY) WHERE subscription = ? AND (member IS NULL OR"
              + " (member = ? AND NOT FIND_IN_SET(shard, ?))) ORDER BY shard LIMIT ? FOR UPDATE SKIP"
              + " LOCKED) free; UPDATE duly_queue_shard SET member = owner_id WHERE subscription = ?"
              + " AND FIND_IN_SET(shard, claimed); END IF; ",
          "SELECT shard, settled_to, suspect_to FROM duly_queue_shard WHERE subscription = ? AND"
              + " FIND_IN_SET(shard, claimed)");

  private static final String SAVE =
      "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (shard INTEGER PATH '$[0]', settled_to BIGINT PATH"
          + " '$[1]', suspect_to BIGINT PATH '$[2]')) u STRAIGHT_JOIN duly_queue_shard s FORCE INDEX"
          + " (PRIMARY) ON s.subscription = ? AND s.shard = u.shard SET s.settled_to = u.settled_to";
  private static final String AND_RELEASE = ", s.suspect_to = u.suspect_to, s.member = NULL";
  private static final String OF_MEMBER = " WHERE s.member = ?";
  private static final String FORWARD = " AND s.settled_to < u.settled_to";

  @Override
  public List<Progress> claim(
      Connection connection, long member, int subscription, Collection<Integer> known, int max)
      throws SQLException {
    return CLAIM.run(
        connection,
        block -> {
          block.setLong(1, member);
          block.setInt(2, subscription);
          block.setLong(3, member);
          block.setString(4, known.stream().map(String::valueOf).collect(Collectors.joining(",")));
          block.setInt(5, max);
          block.setInt(6, subscription);
          block.setInt(7, subscription);
        },
        rows -> {
          List<Progress> claimed = new ArrayList<>();
          while (rows.next()) {
            claimed.add(new Progress(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
          }
          return claimed;
        });
  }

  @Override
  public void save(
      Connection connection,
      long member,
      int subscription,
      Collection<Progress> shards,
      boolean release)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            release ? SAVE + AND_RELEASE + OF_MEMBER : SAVE + OF_MEMBER + FORWARD)) {
      update.setString(1, json(shards));
      update.setInt(2, subscription);
      update.setLong(3, member);
      update.executeUpdate();
    }
  }

  /** Numbers: nothing that would need escaping. */
  private static String json(Collection<Progress> shards) {
    return shards.stream()
        .map(each -> List.of(each.shard(), each.settledTo(), each.suspectTo()).toString())
        .collect(Collectors.joining(",", "[", "]"));
  }
}
