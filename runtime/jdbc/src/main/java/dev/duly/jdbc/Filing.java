/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.ClaimRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The keys of a batch, and the places each has to be filed in. */
record Filing(List<Key> keys) {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /**
   * A place of a key.
   *
   * @param bucket a day, or less than 0: a generation
   * @param kept in microseconds: in a day from 1970, in a generation from now
   */
  record Place(int bucket, long kept) {}

  /** A key; it is new if it is new in all of its places. */
  record Key(ClaimRequest request, Inbox.Row row, List<Place> places) {
    List<Integer> buckets() {
      return places.stream().map(Place::bucket).toList();
    }

    /** Whether keys without a stable time may be copies of it. */
    boolean isInGenerations() {
      return places.stream().anyMatch(place -> place.bucket() < 0);
    }
  }

  /** Where the keys belong; in the order of the requests. */
  static Filing of(
      List<ClaimRequest> requests, List<Inbox.Row> rows, Instant now, InboxLayout layout) {
    List<Key> keys = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      ClaimRequest request = requests.get(i);
      keys.add(new Key(request, rows.get(i), places(request, rows.get(i), now, layout)));
    }
    return new Filing(keys);
  }

  private static List<Place> places(
      ClaimRequest request, Inbox.Row row, Instant now, InboxLayout layout) {
    List<Place> places = new ArrayList<>(3);
    Instant occurredAt = request.occurredAt();
    long day = occurredAt == null ? 0 : Math.floorDiv(occurredAt.getEpochSecond(), DAY);
    boolean old = request.isTooOld(now);
    // Where its time is past, and it runs because a person wants it, its day may be gone.
    if (occurredAt != null && day > 0 && (!old || layout.hasDay((int) day))) {
      Duration kept = Duration.between(Instant.EPOCH, occurredAt).plus(request.window());
      places.add(new Place((int) day, TimeUnit.MICROSECONDS.convert(kept)));
    }
    if (places.isEmpty() || old || layout.changing().contains(row.scope())) {
      long kept = TimeUnit.MICROSECONDS.convert(request.window());
      layout.generations().forEach(bucket -> places.add(new Place(bucket, kept)));
    }
    return places;
  }

  /** Whether no key has to be looked for in generations. */
  boolean isByDay() {
    return keys.stream().noneMatch(Key::isInGenerations);
  }

  /** Sets arrays of bucket, scope, key and how long it is kept as the first four parameters. */
  void set(PreparedStatement statement) throws SQLException {
    List<Integer> buckets = new ArrayList<>();
    List<Integer> scopes = new ArrayList<>();
    List<UUID> uuids = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    for (Key key : keys) {
      for (Place place : key.places()) {
        buckets.add(place.bucket());
        scopes.add(key.row().scope());
        uuids.add(key.row().key());
        kept.add(place.kept());
      }
    }
    Connection connection = statement.getConnection();
    statement.setArray(1, connection.createArrayOf("integer", buckets.toArray()));
    statement.setArray(2, connection.createArrayOf("integer", scopes.toArray()));
    statement.setArray(3, connection.createArrayOf("uuid", uuids.toArray()));
    statement.setArray(4, connection.createArrayOf("bigint", kept.toArray()));
  }
}
