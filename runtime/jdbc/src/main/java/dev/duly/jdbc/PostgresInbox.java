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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims keys in PostgreSQL. One statement and one round trip where all are new, as most are; only
 * for the others it is asked what is known of them. A key is filed by the day of its stable time.
 * One without is filed in the generation that is in use and looked for in those before; at the seam
 * of two generations it is filed in both, so that whoever knows only one of them meets it. Windows
 * end by the clock of the database: the processes that share it may not agree on the time.
 */
final class PostgresInbox extends Inbox {
  // The phase changes twice in days.
  private static final int TRIES = 5;
  private static final String NO_PARTITION = "23514";

  /**
   * Parameters: arrays of bucket, scope, key and how long it is kept, in microseconds from 1970, in
   * generations from now. Gives the rows that were free.
   */
  private static final String CLAIM =
      "INSERT INTO duly_inbox (bucket, scope, dedupe_key, outcome, seen_at, keep_until) SELECT u.b,"
          + " u.s, u.k, 'D', duly_inbox_now(), CASE WHEN u.b < 0 THEN duly_inbox_now() ELSE"
          + " TIMESTAMPTZ 'epoch' END + u.w * INTERVAL '1 microsecond' FROM UNNEST(?, ?, ?, ?) AS"
          + " u(b, s, k, w)";

  /**
   * Only as long as the phase is the one that is known. The table is locked when this is asked, and
   * what the statement sees is newer than what is known: so are all that meet nobody at a seam.
   */
  private static final String IN_PHASE = " WHERE (SELECT last_value FROM duly_inbox_phase) = ";

  /** Sorted, so that overlapping batches wait for each other in one direction. */
  private static final String IN_ORDER =
      " ORDER BY u.b, u.s, u.k ON CONFLICT DO NOTHING RETURNING bucket, scope, dedupe_key,"
          + " CAST(txid_current() AS TEXT)";

  private static final String OUTCOME =
      "SELECT outcome FROM duly_inbox WHERE scope = ? AND dedupe_key = ? AND keep_until >"
          + " duly_inbox_now() ORDER BY outcome FETCH FIRST ROW ONLY";

  private final Database database;
  private final InboxWindows windows;
  private final InboxCare care;
  private volatile @Nullable InboxLayout layout;
  private volatile boolean partitionMissing;

  PostgresInbox(Database database, ScopeNumbers scopes, Clock clock) {
    super(scopes, Columns.TYPED, clock);
    this.database = database;
    this.windows = new InboxWindows(database);
    this.care = new InboxCare(database);
  }

  @Override
  void prepare() throws SQLException {
    care.prepare();
    look();
  }

  @Override
  boolean isPrepared(List<ClaimRequest> requests) throws SQLException {
    if (!super.isPrepared(requests)) {
      return false;
    }
    for (ClaimRequest each : requests) {
      int scope = row(each.scope(), each.key()).scope();
      if (!windows.areDeclared(scope, each.occurredAt() != null, each.window())) {
        return false;
      }
    }
    return true;
  }

  @Override
  void prepare(List<ClaimRequest> requests) throws SQLException {
    for (ClaimRequest each : requests) {
      int scope = row(each.scope(), each.key()).scope();
      windows.declare(scope, each.occurredAt() != null, each.window());
    }
  }

  @Override
  Filed begin() throws SQLException {
    if (partitionMissing) {
      // Nobody has looked after it for days. Not where it was noticed: that was in a transaction,
      // and a pool may have no second connection while all are in theirs.
      care.prepare();
      partitionMissing = false;
    }
    InboxLayout known = layout;
    return new Filed(known == null ? look() : known);
  }

  private InboxLayout look() throws SQLException {
    InboxLayout found = database.read(InboxLayout::read);
    layout = found;
    return found;
  }

  @Override
  boolean tidy() throws SQLException {
    prepare();
    care.drop();
    return false;
  }

  @Override
  Claimed claimTimely(Connection connection, List<ClaimRequest> requests, Instant now, Filed filed)
      throws SQLException {
    List<Row> rows = rows(requests);
    for (int i = 0; i < rows.size(); i++) {
      ClaimRequest request = requests.get(i);
      windows.declare(rows.get(i).scope(), request.occurredAt() != null, request.window());
    }
    if (requests.stream().anyMatch(request -> request.isTooOld(now))) {
      // Its day may have been dropped since, and must not be asked for then.
      filed.see(filed.layout().withDays(InboxLayout.read(connection).days()));
    }
    for (int tries = 1; ; tries++) {
      Filing filing = Filing.of(requests, rows, now, filed.layout());
      Free free = insert(connection, filing, filed.layout());
      if (!free.places().isEmpty() || filing.isByDay() || filed.layout().isCurrent(connection)) {
        return answers(connection, filing, free, filed);
      }
      InboxLayout newer = InboxLayout.read(connection);
      layout = newer;
      if (tries == TRIES
          || connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        // What this transaction sees may be older than what it has to see now.
        throw new SQLException("the inbox has gone on to another generation", "40001");
      }
      filed.see(newer);
    }
  }

  /** The places of keys that were free and are this unit's now. */
  private record Free(Map<Row, List<Integer>> places, @Nullable String transactionId) {}

  private Free insert(Connection connection, Filing filing, InboxLayout layout)
      throws SQLException {
    Map<Row, List<Integer>> places = new HashMap<>();
    String transactionId = null;
    try (PreparedStatement insert = connection.prepareStatement(claim(filing, layout))) {
      filing.set(insert);
      try (ResultSet fresh = insert.executeQuery()) {
        while (fresh.next()) {
          Row row = new Row(fresh.getInt(2), fresh.getObject(3, UUID.class));
          places.computeIfAbsent(row, ignored -> new ArrayList<>(2)).add(fresh.getInt(1));
          transactionId = fresh.getString(4);
        }
      }
    } catch (SQLException e) {
      if (NO_PARTITION.equals(e.getSQLState())) {
        partitionMissing = true;
      }
      throw e;
    }
    return new Free(places, transactionId);
  }

  private static String claim(Filing filing, InboxLayout layout) {
    if (filing.isByDay()) {
      return CLAIM + IN_ORDER;
    }
    String notBefore =
        layout.others().isEmpty()
            ? ""
            : (" AND NOT EXISTS (SELECT FROM duly_inbox o WHERE o.bucket IN (%s) AND o.scope = u.s AND"
                    + " o.dedupe_key = u.k AND o.keep_until > duly_inbox_now())")
                .formatted(InboxLayout.list(layout.others()));
    return CLAIM + IN_PHASE + layout.phase() + notBefore + IN_ORDER;
  }

  private static Claimed answers(Connection connection, Filing filing, Free free, Filed filed)
      throws SQLException {
    Map<Row, Claim> answers = new HashMap<>();
    List<Filing.Key> open = new ArrayList<>();
    for (Filing.Key key : filing.keys()) {
      if (free.places().getOrDefault(key.row(), List.of()).size() == key.places().size()) {
        answers.put(key.row(), Claim.FRESH);
      } else {
        open.add(key);
      }
    }
    String transactionId = free.transactionId();
    if (!open.isEmpty()) {
      KnownKeys known = new KnownKeys(connection, filed.layout().others());
      String taken = known.settle(open, free.places(), answers);
      transactionId = transactionId == null ? taken : transactionId;
    }
    List<Claim> claims = new ArrayList<>(filing.keys().size());
    for (Filing.Key key : filing.keys()) {
      Claim answer = answers.get(key.row());
      if (answer == null) {
        throw KnownKeys.forgotten();
      }
      if (answer.state() == Claim.State.FRESH) {
        filed.put(key.row(), key.buckets());
      }
      claims.add(answer);
    }
    return new Claimed(claims, transactionId);
  }

  @Override
  void conclude(
      Connection connection, Row row, String outcome, byte @Nullable [] reply, Filed filed)
      throws SQLException {
    List<Integer> buckets = filed.of(row);
    requireClaimed(!buckets.isEmpty());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_inbox SET outcome = ?, reply = ? WHERE bucket IN ("
                + InboxLayout.list(buckets)
                + ") AND scope = ? AND dedupe_key = ?")) {
      update.setString(1, outcome);
      update.setBytes(2, reply);
      update.setInt(3, row.scope());
      update.setObject(4, row.key());
      requireClaimed(update.executeUpdate() == buckets.size());
    }
  }

  @Override
  Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException {
    Row row = row(scope, key);
    try (PreparedStatement select = connection.prepareStatement(OUTCOME)) {
      select.setInt(1, row.scope());
      select.setObject(2, row.key());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(claim(rows.getString(1), null).state()) : Optional.empty();
      }
    }
  }
}
