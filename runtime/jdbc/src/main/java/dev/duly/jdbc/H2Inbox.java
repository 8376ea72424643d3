/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Claims keys in H2: one statement writes them, a second says which were free. */
final class H2Inbox extends RowInbox {
  // A key that was committed meanwhile is seen by the next try, so more than a few mean trouble.
  private static final int TRIES = 20;

  // None that somebody holds.
  private static final String EXPIRED =
      "SELECT scope, dedupe_key FROM duly_inbox WHERE keep_until <= ? ORDER BY keep_until FETCH"
          + " FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";

  private final Dialect dialect;
  private final Clock clock;

  H2Inbox(Dialect dialect, Database database, ScopeNumbers scopes, Clock clock) {
    super(database, scopes, Columns.TYPED, clock);
    this.dialect = dialect;
    this.clock = clock;
  }

  @Override
  Claimed claimTimely(Connection connection, List<ClaimRequest> requests, Instant now, Filed filed)
      throws SQLException {
    List<Row> rows = rows(requests);
    UUID claim = UUID.randomUUID();
    if (!insert(connection, requests, rows, claim, true)) {
      insertOneByOne(connection, requests, rows, claim);
    }
    Map<Row, Claim> claimed = claimed(connection, rows, claim);
    List<Claim> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Claim answer = claimed.get(row);
      if (answer == null) {
        throw new SQLException("a key was forgotten while it was claimed", "40001");
      }
      claims.add(answer);
    }
    return new Claimed(claims, H2Dialect.transactionId(connection));
  }

  /**
   * Where others commit keys of the batch all the time, the batch as a whole may never find a quiet
   * moment; key by key it does, in the order of the batch statement, and keeps what it has.
   */
  private void insertOneByOne(
      Connection connection, List<ClaimRequest> requests, List<Row> rows, UUID claim)
      throws SQLException {
    List<Integer> order = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingInt((Integer i) -> rows.get(i).scope())
            .thenComparing(i -> requests.get(i).key()));
    for (int i : order) {
      int attempt = 1;
      while (!insert(
          connection, List.of(requests.get(i)), List.of(rows.get(i)), claim, attempt < TRIES)) {
        attempt++;
      }
    }
  }

  /** Whether it was done; if not, another unit committed a key after the statement had looked. */
  private boolean insert(
      Connection connection, List<ClaimRequest> requests, List<Row> rows, UUID claim, boolean again)
      throws SQLException {
    OffsetDateTime now = now();
    int count = rows.size();
    OffsetDateTime[] keepUntil = new OffsetDateTime[count];
    Boolean[] retryRefused = new Boolean[count];
    for (int i = 0; i < count; i++) {
      keepUntil[i] = now.plus(requests.get(i).window());
      retryRefused[i] = requests.get(i).retryRefused();
    }
    try (PreparedStatement merge = connection.prepareStatement(H2Dialect.CLAIM)) {
      setRows(merge, rows);
      merge.setObject(3, keepUntil);
      merge.setObject(4, retryRefused);
      merge.setObject(5, now);
      merge.setObject(6, claim);
      merge.setObject(7, now);
      merge.setObject(8, claim);
      merge.setObject(9, now);
      merge.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (again && dialect.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private static Map<Row, Claim> claimed(Connection connection, List<Row> rows, UUID claim)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(H2Dialect.CLAIMED)) {
      setRows(select, rows);
      Map<Row, Claim> claimed = new HashMap<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          Row row = new Row(result.getInt(1), result.getObject(2, UUID.class));
          boolean ours = claim.equals(result.getObject(3, UUID.class));
          claimed.put(row, ours ? Claim.FRESH : claim(result.getString(4), result.getBytes(5)));
        }
      }
      return claimed;
    }
  }

  private static void setRows(PreparedStatement statement, List<Row> rows) throws SQLException {
    statement.setObject(1, rows.stream().map(Row::scope).toArray(Integer[]::new));
    statement.setObject(2, rows.stream().map(Row::key).toArray(UUID[]::new));
  }

  @Override
  Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT outcome FROM duly_inbox WHERE scope = ? AND dedupe_key = ? AND keep_until >"
                + " ?")) {
      select.setInt(1, row(scope, key).scope());
      select.setObject(2, key.toUuid());
      select.setObject(3, now());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(claim(rows.getString(1), null).state()) : Optional.empty();
      }
    }
  }

  @Override
  List<Row> expired(Connection connection, int max) throws SQLException {
    List<Row> expired = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(EXPIRED)) {
      select.setObject(1, now());
      select.setInt(2, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          expired.add(new Row(rows.getInt(1), rows.getObject(2, UUID.class)));
        }
      }
    }
    return expired;
  }

  private OffsetDateTime now() {
    return Times.now(clock);
  }
}
