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
final class OutboxTurns extends OutboxReader {
  private static final String TAKE_TURN =
      "SELECT id FROM duly_relay WHERE id = 1 FOR UPDATE SKIP LOCKED";

  private @Nullable Connection turn;

  OutboxTurns(Database database, OutboxTable outbox) {
    super(database, outbox);
  }

  /** The oldest messages, now ours to send; none if another process has the turn. */
  @Override
  synchronized List<OutboxEntry> take(int max) throws SQLException {
    forgetLast();
    Connection connection = database.beginStatement();
    boolean ours = false;
    try {
      List<OutboxEntry> entries = isOurs(connection) ? outbox.oldest(connection, max) : List.of();
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
  synchronized void done(Collection<OutboxEntry> entries) throws SQLException {
    Connection connection = turn;
    turn = null;
    if (connection == null) {
      // Taken in another turn: that they were sent is true all the same.
      super.done(entries);
      return;
    }
    try (connection) {
      outbox.remove(connection, entries);
      connection.commit();
    }
  }

  /** Gives up a turn whose messages were not sent. */
  @Override
  public synchronized void close() throws SQLException {
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
