/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were not free everywhere: what PostgreSQL knows of them, and which may be taken over.
 */
final class KnownKeys {
  // In the order of the insert: whoever waits here waits for one who is further.
  private static final Comparator<Filing.Key> ORDER =
      Comparator.comparingInt((Filing.Key key) -> key.buckets().get(0))
          .thenComparingInt(key -> key.row().scope())
          .thenComparing(key -> key.row().key().toString());

  /** A refusal in a generation that takes no more keys. Parameters: scope, key. */
  private static final String LIFT =
      "UPDATE duly_inbox SET keep_until = duly_inbox_now() WHERE bucket = %d AND scope = ? AND"
          + " dedupe_key = ? AND outcome = 'R' AND keep_until > duly_inbox_now()";

  /** Parameters: scope, key. */
  private static final String REMOVE =
      "DELETE FROM duly_inbox WHERE bucket = %d AND scope = ? AND dedupe_key = ?";

  private final Connection connection;
  private final List<Integer> generations;

  /**
   * @param generations the buckets of those that are only looked at
   */
  KnownKeys(Connection connection, List<Integer> generations) {
    this.connection = connection;
    this.generations = generations;
  }

  /** What the table holds of a key in one place. */
  private record Known(int bucket, Claim claim, boolean over) {
    boolean mayBeTaken(ClaimRequest request) {
      return over || (claim.state() == Claim.State.REFUSED && request.retryRefused());
    }
  }

  /**
   * Answers for each of {@code open}.
   *
   * @param ours the places of them that were free and are ours now; they are given back where the
   *     key is not
   * @return the transaction, if anything was taken over
   */
  @Nullable String settle(
      List<Filing.Key> open, Map<Inbox.Row, List<Integer>> ours, Map<Inbox.Row, Claim> answers)
      throws SQLException {
    List<Filing.Key> sorted = new ArrayList<>(open);
    sorted.sort(ORDER);
    Map<Inbox.Row, List<Known>> known = known(sorted);
    String transactionId = null;
    for (Filing.Key key : sorted) {
      List<Integer> mine = ours.getOrDefault(key.row(), List.of());
      List<Known> others = others(key, mine, known);
      String taken =
          others.stream().allMatch(one -> one.mayBeTaken(key.request()))
              ? takeOver(key, mine, others)
              : null;
      if (taken == null) {
        answers.put(key.row(), standing(key, mine, others));
        giveBack(key.row(), mine);
      } else {
        answers.put(key.row(), Claim.FRESH);
        transactionId = taken;
      }
    }
    return transactionId;
  }

  /** What stands there; another unit may have taken it over meanwhile. */
  private Claim standing(Filing.Key key, List<Integer> mine, List<Known> seen) throws SQLException {
    List<Known> others = seen;
    for (int look = 1; look <= 2; look++) {
      for (Known one : others) {
        if (!one.mayBeTaken(key.request())) {
          return one.claim();
        }
      }
      others = others(key, mine, known(List.of(key)));
    }
    throw forgotten();
  }

  private List<Known> others(Filing.Key key, List<Integer> mine, Map<Inbox.Row, List<Known>> known)
      throws SQLException {
    List<Known> others = new ArrayList<>();
    for (Known one : known.getOrDefault(key.row(), List.of())) {
      boolean place = key.buckets().contains(one.bucket());
      boolean before = key.isInGenerations() && generations.contains(one.bucket());
      if ((place || before) && !mine.contains(one.bucket())) {
        others.add(one);
      }
    }
    if (others.isEmpty()) {
      throw forgotten();
    }
    return others;
  }

  private Map<Inbox.Row, List<Known>> known(List<Filing.Key> keys) throws SQLException {
    Set<Integer> buckets = new TreeSet<>();
    for (Filing.Key key : keys) {
      buckets.addAll(key.buckets());
      if (key.isInGenerations()) {
        buckets.addAll(generations);
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            ("SELECT i.scope, i.dedupe_key, i.bucket, i.outcome, i.reply, i.keep_until <= duly_inbox_now()"
                    + " FROM UNNEST(?, ?) AS u(s, k) JOIN duly_inbox i ON i.scope = u.s AND i.dedupe_key = u.k"
                    + " WHERE i.bucket IN (%s)")
                .formatted(InboxLayout.list(buckets)))) {
      select.setArray(
          1,
          connection.createArrayOf(
              "integer", keys.stream().map(key -> key.row().scope()).toArray()));
      select.setArray(
          2, connection.createArrayOf("uuid", keys.stream().map(key -> key.row().key()).toArray()));
      Map<Inbox.Row, List<Known>> known = new HashMap<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          Inbox.Row row = new Inbox.Row(result.getInt(1), result.getObject(2, UUID.class));
          Claim claim = Inbox.claim(result.getString(4), result.getBytes(5));
          known
              .computeIfAbsent(row, ignored -> new ArrayList<>())
              .add(new Known(result.getInt(3), claim, result.getBoolean(6)));
        }
      }
      return known;
    }
  }

  /** The transaction; null if the first place is another unit's by now, and nothing was changed. */
  private @Nullable String takeOver(Filing.Key key, List<Integer> mine, List<Known> others)
      throws SQLException {
    Inbox.Row row = key.row();
    boolean changed = false;
    for (Known one : others) {
      if (!one.over() && !key.buckets().contains(one.bucket())) {
        if (change(LIFT, one.bucket(), row) == 0) {
          return stop(changed);
        }
        changed = true;
      }
    }
    String transactionId = null;
    for (Filing.Place place : key.places()) {
      if (mine.contains(place.bucket())) {
        continue;
      }
      boolean there = others.stream().anyMatch(one -> one.bucket() == place.bucket());
      String taken = there ? takeOver(key, place) : add(row, place);
      if (taken == null) {
        return stop(changed);
      }
      changed = true;
      transactionId = taken;
    }
    return transactionId;
  }

  private static @Nullable String stop(boolean changed) throws SQLException {
    if (changed) {
      throw forgotten();
    }
    return null;
  }

  private @Nullable String takeOver(Filing.Key key, Filing.Place place) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            ("UPDATE duly_inbox SET outcome = 'D', reply = NULL, seen_at = duly_inbox_now(), keep_until ="
                    + " CASE WHEN bucket < 0 THEN duly_inbox_now() ELSE TIMESTAMPTZ 'epoch' END + ? * INTERVAL"
                    + " '1 microsecond' WHERE bucket = %d AND scope = ? AND dedupe_key = ? AND (keep_until <="
                    + " duly_inbox_now() OR (outcome = 'R' AND ?)) RETURNING CAST(txid_current() AS TEXT)")
                .formatted(place.bucket()))) {
      update.setLong(1, place.kept());
      update.setInt(2, key.row().scope());
      update.setObject(3, key.row().key());
      update.setBoolean(4, key.request().retryRefused());
      try (ResultSet taken = update.executeQuery()) {
        return taken.next() ? taken.getString(1) : null;
      }
    }
  }

  private @Nullable String add(Inbox.Row row, Filing.Place place) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            ("INSERT INTO duly_inbox (bucket, scope, dedupe_key, outcome, seen_at, keep_until) VALUES (%1$d,"
                    + " ?, ?, 'D', duly_inbox_now(), CASE WHEN %1$d < 0 THEN duly_inbox_now() ELSE TIMESTAMPTZ"
                    + " 'epoch' END + ? * INTERVAL '1 microsecond') ON CONFLICT DO NOTHING RETURNING"
                    + " CAST(txid_current() AS TEXT)")
                .formatted(place.bucket()))) {
      insert.setInt(1, row.scope());
      insert.setObject(2, row.key());
      insert.setLong(3, place.kept());
      try (ResultSet added = insert.executeQuery()) {
        return added.next() ? added.getString(1) : null;
      }
    }
  }

  private void giveBack(Inbox.Row row, List<Integer> mine) throws SQLException {
    for (int bucket : mine) {
      change(REMOVE, bucket, row);
    }
  }

  private int change(String sql, int bucket, Inbox.Row row) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql.formatted(bucket))) {
      change.setInt(1, row.scope());
      change.setObject(2, row.key());
      return change.executeUpdate();
    }
  }

  /** Gone between two looks: the next try finds it free. */
  static SQLException forgotten() {
    return new SQLException("a key was forgotten while it was claimed", "40001");
  }
}
