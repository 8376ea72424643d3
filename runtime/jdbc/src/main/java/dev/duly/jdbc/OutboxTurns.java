/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.OutboxEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the processes that share an outbox relay in turns. Whoever holds the one row of {@code
 * duly_relay} reads, sends and forgets; the row is free again with its transaction, or with its
 * death. So the messages of a key leave in order, whoever relays them.
 */
class OutboxTurns extends OutboxReader {
  private static final String TAKE_TURN =
      "SELECT id FROM duly_relay WHERE id = 1 FOR UPDATE SKIP LOCKED";

  private @Nullable Connection turn;

  OutboxTurns(Database database, OutboxTable outbox) {
    super(database, outbox);
  }

  /** The oldest messages, now ours to send; none if another process has the turn. */
  @Override
  final synchronized List<OutboxEntry> take(int max) throws SQLException {
    forgetLast();
    Connection connection = database.beginStatement();
    boolean ours = false;
    try {
      List<OutboxEntry> entries = read(connection, max);
      ours = !entries.isEmpty();
      turn = ours ? connection : null;
      return entries;
    } finally {
      if (!ours) {
        end(connection);
      }
    }
  }

  /** Forgets what was sent and ends the turn. */
  @Override
  final synchronized void done(Collection<OutboxEntry> entries) throws SQLException {
    Connection connection = turn;
    turn = null;
    if (connection == null && entries.isEmpty()) {
      return;
    }
    if (connection == null) {
      forgetLate(entries);
      return;
    }
    try (connection) {
      forget(connection, entries);
      connection.commit();
    }
  }

  /** Takes the turn and reads; nothing if it is another's. */
  List<OutboxEntry> read(Connection connection, int max) throws SQLException {
    return isOurs(connection) ? outbox.oldest(connection, max) : List.of();
  }

  /** Forgets what was sent, in the turn it was taken in. */
  void forget(Connection connection, Collection<OutboxEntry> entries) throws SQLException {
    outbox.remove(connection, entries);
  }

  /** Taken in another turn: that they were sent is true all the same. */
  void forgetLate(Collection<OutboxEntry> entries) throws SQLException {
    super.done(entries);
  }

  /** Gives up a turn whose messages were not sent. */
  @Override
  public final synchronized void close() throws SQLException {
    Connection connection = turn;
    turn = null;
    if (connection != null) {
      end(connection);
    }
  }

  private void forgetLast() {
    try {
      close();
    } catch (SQLException gone) {
      // The turn has ended with its connection. Whether the database answers shows at once: it is
      // asked for the next.
    }
  }

  private static boolean isOurs(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TAKE_TURN);
        ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }

  private static void end(Connection connection) throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
