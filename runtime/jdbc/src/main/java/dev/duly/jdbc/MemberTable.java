/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that are there, by the clock of the server. A member that was put out never comes
 * back: its process joins again under another number, so the number is the fence.
 */
final class MemberTable {
  private final QueueSql sql;

  MemberTable(QueueSql sql) {
    this.sql = sql;
  }

  long join(Connection connection, String name, Duration lease) throws SQLException {
    long member;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_queue_member (name, since) VALUES (?, "
                + sql.now()
                + ") RETURNING id")) {
      insert.setString(1, name);
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        member = rows.getLong(1);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO duly_queue_heartbeat (member, lease_until) VALUES (?, "
                + sql.fromNow()
                + ")")) {
      insert.setLong(1, member);
      insert.setLong(2, lease.toMillis());
      insert.executeUpdate();
    }
    return member;
  }

  /** Whether it is still a member. */
  boolean renew(Connection connection, long member, Duration lease) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_queue_heartbeat SET lease_until = "
                + sql.fromNow()
                + " WHERE member = ?")) {
      update.setLong(1, lease.toMillis());
      update.setLong(2, member);
      return update.executeUpdate() == 1;
    }
  }

  /** The members whose lease is over; they cannot renew it until the transaction ends. */
  List<Long> expired(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT member FROM duly_queue_heartbeat WHERE lease_until < "
                    + sql.now()
                    + " FOR UPDATE SKIP LOCKED");
        ResultSet rows = select.executeQuery()) {
      List<Long> members = new ArrayList<>();
      while (rows.next()) {
        members.add(rows.getLong(1));
      }
      return members;
    }
  }

  /** Ends a membership; what it may have handed out is suspect to whoever is next. */
  void remove(Connection connection, long member) throws SQLException {
    // This waits for settlements that are being written, and no later one is.
    run(connection, "DELETE FROM duly_queue_member WHERE id = ?", member);
    run(connection, sql.freeShards(), member);
    run(connection, "DELETE FROM duly_queue_consumer WHERE member = ?", member);
    run(connection, "DELETE FROM duly_queue_heartbeat WHERE member = ?", member);
  }

  void consume(Connection connection, long member, int subscription) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql.consume())) {
      insert.setInt(1, subscription);
      insert.setLong(2, member);
      insert.executeUpdate();
    }
  }

  /** Gives up the shards of a subscription that the member still has, and the subscription. */
  void consumeNoMore(Connection connection, long member, int subscription) throws SQLException {
    try (PreparedStatement free =
            connection.prepareStatement(sql.freeShards() + " AND s.subscription = ?");
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM duly_queue_consumer WHERE member = ? AND subscription = ?")) {
      free.setLong(1, member);
      free.setInt(2, subscription);
      free.executeUpdate();
      delete.setLong(1, member);
      delete.setInt(2, subscription);
      delete.executeUpdate();
    }
  }

  /** How many consume a subscription. */
  int consumers(Connection connection, int subscription) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM duly_queue_consumer WHERE subscription = ?")) {
      select.setInt(1, subscription);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** Says that messages up to this one may be handed out; whether it is still a member. */
  boolean handOut(Connection connection, long member, int subscription, long upTo)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_queue_consumer SET handed_out = ? WHERE member = ? AND subscription ="
                + " ?")) {
      update.setLong(1, upTo);
      update.setLong(2, member);
      update.setInt(3, subscription);
      return update.executeUpdate() == 1;
    }
  }

  private static void run(Connection connection, String text, long member) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      statement.setLong(1, member);
      statement.executeUpdate();
    }
  }
}
