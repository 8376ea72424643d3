/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.OutboxEntry;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Reads an outbox for the one process that relays it. */
class OutboxReader implements AutoCloseable {
  final Database database;
  final OutboxTable outbox;

  OutboxReader(Database database, OutboxTable outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** The oldest messages. */
  List<OutboxEntry> take(int max) throws SQLException {
    return database.read(connection -> outbox.oldest(connection, max));
  }

  /** Forgets what was sent. */
  void done(Collection<OutboxEntry> entries) throws SQLException {
    database.write(
        connection -> {
          outbox.remove(connection, entries);
          return entries.size();
        });
  }

  @Override
  public void close() throws SQLException {
    // It keeps nothing open between two calls.
  }
}
