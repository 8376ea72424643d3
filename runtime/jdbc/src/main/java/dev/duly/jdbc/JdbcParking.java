/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.topology.MessageKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parking in a database: short transactions, each durable on return. */
final class JdbcParking implements Parking {
  private final Database database;
  private final ParkingTable table;
  private final ParkingReports reports;

  JdbcParking(Database database, ParkingTable table) {
    this.database = database;
    this.table = table;
    this.reports = new ParkingReports(database.dialect().columns());
  }

  @Override
  public ParkedCount count(String group) {
    return read("count parked messages", connection -> reports.count(connection, group));
  }

  @Override
  public List<ParkedKey> keys(String group, long after, int max) {
    return read(
        "list parked keys",
        connection -> {
          List<ParkedKey> keys = new ArrayList<>();
          for (ParkingReports.Row row : reports.keys(connection, group, after, max)) {
            for (ParkedEntry first : reports.messages(connection, group, row.key(), 0, 1)) {
              keys.add(
                  new ParkedKey(
                      row.number(), group, row.key(), row.since(), row.messages(), first));
            }
          }
          return keys;
        });
  }

  @Override
  public List<ParkedEntry> messages(String group, String key, long after, int max) {
    return read(
        "list parked messages", connection -> reports.messages(connection, group, key, after, max));
  }

  @Override
  public void failedAgain(ParkedEntry entry, Map<String, String> failure) {
    write(
        "note a failure",
        connection -> {
          try (var update =
              connection.prepareStatement("UPDATE duly_parked SET failure = ? WHERE id = ?")) {
            update.setBytes(1, HeaderBytes.write(failure));
            update.setLong(2, entry.position());
            return update.executeUpdate();
          }
        });
  }

  @Override
  public boolean dropFirst(ParkedEntry entry, String who, String why, Instant at) {
    return write(
        "drop a parked message",
        connection -> {
          boolean first = table.release(connection, entry);
          if (first) {
            reports.note(connection, entry.message(), who, why, at);
          }
          return first;
        });
  }

  @Override
  public int dropKey(String group, String key, String who, String why, Instant at) {
    return write(
        "drop a parked key",
        connection -> {
          if (!table.lock(connection, group, key)) {
            return 0;
          }
          int dropped = 0;
          List<ParkedEntry> page;
          do {
            page = reports.messages(connection, group, key, 0, 100);
            for (ParkedEntry entry : page) {
              reports.note(connection, entry.message(), who, why, at);
              var unused = table.release(connection, entry);
            }
            dropped += page.size();
          } while (!page.isEmpty());
          return dropped;
        });
  }

  @Override
  public List<ParkedDrop> drops(String group, long after, int max) {
    return read(
        "list dropped messages", connection -> reports.drops(connection, group, after, max));
  }

  @Override
  public Optional<ParkedState> state(
      String group, String channel, String messageId, MessageKey key) {
    return read(
        "look up a parked message",
        connection -> reports.state(connection, group, channel, messageId, key));
  }

  private <T> T read(String what, Database.Work<T> work) {
    try {
      return database.read(work);
    } catch (SQLException e) {
      throw failed(what, e);
    }
  }

  private <T> T write(String what, Database.Work<T> work) {
    try {
      return database.write(work);
    } catch (SQLException e) {
      throw failed(what, e);
    }
  }

  private StoreException failed(String what, SQLException e) {
    return SqlFailures.store(database.dialect(), what, e);
  }
}
