/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/**
 * This process among those that share the queue. It may hand out messages for as long as it surely
 * is a member: a process that was paused finds out by its own clock before it asks the server.
 */
final class Membership {
  private final Database database;
  private final MemberTable table;
  private final String name;
  private final Duration lease;
  private volatile long id;
  private volatile long validUntil;

  Membership(Database database, QueueSql sql, String name, Duration lease) throws SQLException {
    this.database = database;
    this.table = new MemberTable(sql);
    this.name = name;
    this.lease = lease;
    join();
  }

  Duration lease() {
    return lease;
  }

  /** Its number; another one after {@link #join}. */
  long id() {
    return id;
  }

  boolean isValid() {
    return System.nanoTime() - validUntil < 0;
  }

  /** Becomes a member under a new number. */
  void join() throws SQLException {
    long until = System.nanoTime() + lease.toNanos();
    id = database.write(connection -> table.join(connection, name, lease));
    validUntil = until;
  }

  /** Says that it is there; whether it is still a member. */
  boolean renew() throws SQLException {
    long until = System.nanoTime() + lease.toNanos();
    long member = id;
    boolean renewed = database.runAlone(connection -> table.renew(connection, member, lease));
    validUntil = renewed ? until : System.nanoTime();
    return renewed;
  }

  /** Says that {@code member} was found to be none any more. */
  void lost(long member) {
    if (member == id) {
      validUntil = System.nanoTime();
    }
  }

  /** Puts out those whose lease is over; whether there were any. */
  boolean putOutExpired() throws SQLException {
    return database.write(
        connection -> {
          var expired = table.expired(connection);
          for (long member : expired) {
            table.remove(connection, member);
          }
          return !expired.isEmpty();
        });
  }

  void leave() throws SQLException {
    long member = id;
    validUntil = System.nanoTime();
    database.write(
        connection -> {
          table.remove(connection, member);
          return member;
        });
  }
}
