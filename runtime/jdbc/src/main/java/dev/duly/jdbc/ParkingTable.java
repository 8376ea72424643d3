/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Parked messages, and how they come in and go out. Whoever does that holds the row of the key, and
 * looks again once he has it: the one before him may have freed the key. Keys are known by a hash,
 * since some are too long for an index and some have characters that a text column refuses.
 */
final class ParkingTable {
  /** Numbers of parameters, so that a database meets few different statements. */
  private static final int[] SIZES = {1, 4, 16, 64, 256};

  private static final String WHICH = " FROM duly_parked_key WHERE group_id = ? AND key_hash IN (";

  private final Columns columns;

  ParkingTable(Columns columns) {
    this.columns = columns;
  }

  static UUID hash(String key) {
    return KeyDigest.of(key).toUuid();
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  /** Which keys are parked; locks nothing. */
  Set<String> parked(Connection connection, String group, Collection<String> keys)
      throws SQLException {
    return parked(connection, group, keys, ")");
  }

  private Set<String> parked(
      Connection connection, String group, Collection<String> keys, String end)
      throws SQLException {
    Map<UUID, String> byHash = new LinkedHashMap<>();
    keys.forEach(key -> byHash.put(hash(key), key));
    Set<String> parked = new TreeSet<>();
    for (UUID hash : find(connection, group, byHash.keySet(), end)) {
      String key = byHash.get(hash);
      if (key != null) {
        parked.add(key);
      }
    }
    return parked;
  }

  void park(Connection connection, ParkedMessage message) throws SQLException {
    if (!lock(connection, message.group(), message.key())) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO duly_parked_key (group_id, key_hash, partition_key, parked_at) VALUES"
                  + " (?, ?, ?, ?)")) {
        insert.setString(1, message.group());
        columns.setKey(insert, 2, hash(message.key()));
        insert.setBytes(3, bytes(message.key()));
        columns.setTime(insert, 4, Times.of(message.parkedAt()));
        insert.executeUpdate();
      }
    }
    add(connection, List.of(message));
  }

  List<Boolean> parkBehind(Connection connection, List<ParkedMessage> messages)
      throws SQLException {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    messages.forEach(
        message ->
            keys.computeIfAbsent(message.group(), group -> new TreeSet<>()).add(message.key()));
    Map<String, Set<String>> parked = new LinkedHashMap<>();
    for (Map.Entry<String, Set<String>> group : keys.entrySet()) {
      parked.put(group.getKey(), lock(connection, group.getKey(), group.getValue()));
    }
    List<Boolean> answers = new ArrayList<>();
    List<ParkedMessage> waiting = new ArrayList<>();
    for (ParkedMessage message : messages) {
      boolean waits = parked.getOrDefault(message.group(), Set.of()).contains(message.key());
      answers.add(waits);
      if (waits) {
        waiting.add(message);
      }
    }
    add(connection, waiting);
    return answers;
  }

  /** Takes the first message of a key out; false if {@code entry} is not the first. */
  boolean release(Connection connection, ParkedEntry entry) throws SQLException {
    String group = entry.message().group();
    String key = entry.message().key();
    if (!lock(connection, group, key) || first(connection, group, key) != entry.position()) {
      return false;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM duly_parked WHERE id = ?")) {
      delete.setLong(1, entry.position());
      delete.executeUpdate();
    }
    if (first(connection, group, key) == 0) {
      free(connection, group, key);
    }
    return true;
  }

  /** Removes what is known of a key itself; its messages are gone. */
  void free(Connection connection, String group, String key) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM duly_parked_key WHERE group_id = ? AND key_hash = ?")) {
      delete.setString(1, group);
      columns.setKey(delete, 2, hash(key));
      delete.executeUpdate();
    }
  }

  /** Holds a key until the transaction ends; false if it is not parked. */
  boolean lock(Connection connection, String group, String key) throws SQLException {
    return !lock(connection, group, Set.of(key)).isEmpty();
  }

  private Set<String> lock(Connection connection, String group, Set<String> keys)
      throws SQLException {
    // Sorted, or overlapping batches would wait for each other in both directions.
    String locking = ") ORDER BY key_hash FOR UPDATE";
    var unused = parked(connection, group, keys, locking);
    // Whoever had the row before may have removed it: only another statement is sure to see that,
    // and, where a transaction reads what there was at its start, only one that locks.
    return parked(connection, group, keys, locking);
  }

  private Set<UUID> find(Connection connection, String group, Collection<UUID> hashes, String end)
      throws SQLException {
    List<UUID> all = new ArrayList<>(hashes);
    all.sort((one, other) -> MessageKey.of(one).compareTo(MessageKey.of(other)));
    Set<UUID> found = new HashSet<>();
    int largest = SIZES[SIZES.length - 1];
    for (int from = 0; from < all.size(); from += largest) {
      List<UUID> part = all.subList(from, Math.min(from + largest, all.size()));
      int size = size(part.size());
      String sql = "SELECT key_hash" + WHICH + "?" + ", ?".repeat(size - 1) + end;
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, group);
        for (int i = 0; i < size; i++) {
          columns.setKey(select, 2 + i, part.get(Math.min(i, part.size() - 1)));
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(columns.requiredKey(rows, 1));
          }
        }
      }
    }
    return found;
  }

  private static int size(int wanted) {
    for (int size : SIZES) {
      if (size >= wanted) {
        return size;
      }
    }
    throw new IllegalArgumentException("more than fit in a statement: " + wanted);
  }

  /** The lowest position of a key; 0 if nothing waits. */
  private long first(Connection connection, String group, String key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MIN(id) FROM duly_parked WHERE group_id = ? AND key_hash = ?")) {
      select.setString(1, group);
      columns.setKey(select, 2, hash(key));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** The rows of the keys are held: nobody else adds to them meanwhile. */
  private void add(Connection connection, List<ParkedMessage> messages) throws SQLException {
    try (PreparedStatement find =
            connection.prepareStatement(
                "SELECT 1 FROM duly_parked WHERE group_id = ? AND key_hash = ? AND identity = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO duly_parked (group_id, key_hash, identity, channel, message_id,"
                    + " dedupe_key, headers, body, failure, sent_at, parked_at) VALUES (?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?)")) {
      for (ParkedMessage message : messages) {
        find.setString(1, message.group());
        columns.setKey(find, 2, hash(message.key()));
        columns.setKey(find, 3, message.identity().toUuid());
        boolean known;
        try (ResultSet rows = find.executeQuery()) {
          known = rows.next();
        }
        if (!known) {
          insert(insert, message);
        }
      }
    }
  }

  private void insert(PreparedStatement insert, ParkedMessage message) throws SQLException {
    MessageKey dedupeKey = message.dedupeKey();
    insert.setString(1, message.group());
    columns.setKey(insert, 2, hash(message.key()));
    columns.setKey(insert, 3, message.identity().toUuid());
    insert.setString(4, message.channel());
    insert.setString(5, message.messageId());
    columns.setKey(insert, 6, dedupeKey == null ? null : dedupeKey.toUuid());
    insert.setBytes(7, HeaderBytes.write(message.headers()));
    insert.setBytes(8, message.body());
    insert.setBytes(9, HeaderBytes.write(message.failure()));
    columns.setTime(insert, 10, Times.of(message.sentAt()));
    columns.setTime(insert, 11, Times.of(message.parkedAt()));
    insert.executeUpdate();
  }
}
