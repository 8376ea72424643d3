/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Shards as arrays. */
final class PostgresShardTable implements ShardTable {

  @Override
  public List<Progress> claim(
      Connection connection, long member, int subscription, Collection<Integer> known, int max)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "WITH owner AS MATERIALIZED (SELECT id FROM duly_queue_member WHERE id = ? FOR KEY"
                + " SHARE), free AS MATERIALIZED (SELECT shard FROM duly_queue_shard WHERE"
                + " subscription = ? AND (member IS NULL OR (member = ? AND shard <> ALL (?))) ORDER BY"
                + " shard LIMIT ? FOR UPDATE SKIP LOCKED) UPDATE duly_queue_shard s SET member = owner.id FROM owner, free WHERE"
                + " s.subscription = ? AND s.shard = free.shard RETURNING s.shard, s.settled_to,"
                + " s.suspect_to")) {
      update.setLong(1, member);
      update.setInt(2, subscription);
      update.setLong(3, member);
      update.setArray(4, connection.createArrayOf("int2", known.toArray(Integer[]::new)));
      update.setInt(5, max);
      update.setInt(6, subscription);
      List<Progress> claimed = new ArrayList<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          claimed.add(new Progress(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
        }
      }
      return claimed;
    }
  }

  @Override
  public void save(
      Connection connection,
      long member,
      int subscription,
      Collection<Progress> shards,
      boolean release)
      throws SQLException {
    String change = release ? "member = NULL, suspect_to = u.suspect_to, settled_to" : "settled_to";
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_queue_shard s SET "
                + change
                + " = u.settled_to FROM unnest(CAST(? AS INTEGER[]), CAST(? AS BIGINT[]), CAST(? AS"
                + " BIGINT[])) u (shard, settled_to, suspect_to) WHERE s.subscription = ? AND"
                + " s.shard = u.shard AND s.member = ?"
                + (release ? "" : " AND s.settled_to < u.settled_to"))) {
      update.setArray(
          1,
          connection.createArrayOf(
              "int4", shards.stream().map(Progress::shard).toArray(Integer[]::new)));
      update.setArray(
          2,
          connection.createArrayOf(
              "int8", shards.stream().map(Progress::settledTo).toArray(Long[]::new)));
      update.setArray(
          3,
          connection.createArrayOf(
              "int8", shards.stream().map(Progress::suspectTo).toArray(Long[]::new)));
      update.setInt(4, subscription);
      update.setLong(5, member);
      update.executeUpdate();
    }
  }
}
