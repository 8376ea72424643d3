/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Claims keys in PostgreSQL. One statement and one round trip where all are new, as most are; only
 * for the others it is asked what is known of them. Windows end by the clock of the database: the
 * processes that share it may not agree on the time.
 */
final class PostgresInbox extends Inbox {
  /**
   * Parameters: arrays of scope, key and window in microseconds. Sorted, so that overlapping
   * batches wait for each other in one direction. Gives the keys that were free.
   */
  private static final String CLAIM =
      "INSERT INTO duly_inbox (scope, dedupe_key, outcome, seen_at, keep_until) SELECT u.s, u.k,"
          + " 'D', now(), now() + u.w * INTERVAL '1 microsecond' FROM UNNEST(?, ?, ?) AS u(s, k, w)"
          + " ORDER BY u.s, u.k ON CONFLICT DO NOTHING RETURNING scope, dedupe_key,"
          + " CAST(txid_current() AS TEXT)";

  /** Parameters: arrays of scope and key. */
  private static final String KNOWN =
      "SELECT i.scope, i.dedupe_key, i.outcome, i.reply, i.keep_until <= now() FROM UNNEST(?, ?) AS u(s, k)"
          + " JOIN duly_inbox i ON i.scope = u.s AND i.dedupe_key = u.k";

  /**
   * Takes over a key whose window is over, or one that was refused. Parameters: window in
   * microseconds, scope, key, whether refused ones may be taken.
   */
  private static final String TAKE_OVER =
      "UPDATE duly_inbox SET outcome = 'D', reply = NULL, seen_at = now(), keep_until = now() + ? *"
          + " INTERVAL '1 microsecond' WHERE scope = ? AND dedupe_key = ? AND (keep_until <= now()"
          + " OR (outcome = 'R' AND ?)) RETURNING CAST(txid_current() AS TEXT)";

  private static final String OUTCOME =
      "SELECT outcome FROM duly_inbox WHERE scope = ? AND dedupe_key = ? AND keep_until > now()";

  private static final String EXPIRED =
      "SELECT scope, dedupe_key FROM duly_inbox WHERE keep_until <= now() ORDER BY keep_until FETCH"
          + " FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";

  PostgresInbox(ScopeNumbers scopes) {
    super(scopes, Columns.TYPED);
  }

  /** What the table holds of a key. */
  private record Known(Claim claim, boolean over) {
    boolean mayBeTaken(ClaimRequest request) {
      return over || (claim.state() == Claim.State.REFUSED && request.retryRefused());
    }
  }

  @Override
  Claimed claim(Connection connection, List<ClaimRequest> requests) throws SQLException {
    if (requests.isEmpty()) {
      return new Claimed(List.of(), null);
    }
    List<Row> rows = rows(requests);
    Map<Row, Claim> answers = new HashMap<>();
    String transactionId = insert(connection, requests, rows, answers);
    if (answers.size() < rows.size()) {
      String taken = lookUp(connection, requests, rows, answers);
      transactionId = transactionId == null ? taken : transactionId;
    }
    List<Claim> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      claims.add(answer(answers, row));
    }
    return new Claimed(claims, transactionId);
  }

  private static @Nullable String insert(
      Connection connection, List<ClaimRequest> requests, List<Row> rows, Map<Row, Claim> answers)
      throws SQLException {
    String transactionId = null;
    try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
      setRows(insert, 1, rows);
      Long[] windows = requests.stream().map(PostgresInbox::window).toArray(Long[]::new);
      insert.setArray(3, connection.createArrayOf("bigint", windows));
      try (ResultSet fresh = insert.executeQuery()) {
        while (fresh.next()) {
          answers.put(row(fresh), Claim.FRESH);
          transactionId = fresh.getString(3);
        }
      }
    }
    return transactionId;
  }

  private static @Nullable String lookUp(
      Connection connection, List<ClaimRequest> requests, List<Row> rows, Map<Row, Claim> answers)
      throws SQLException {
    Map<Row, ClaimRequest> open = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!answers.containsKey(rows.get(i))) {
        open.put(rows.get(i), requests.get(i));
      }
    }
    Map<Row, Known> known = known(connection, List.copyOf(open.keySet()));
    // In the order of the insert: whoever waits here waits for one who is further.
    List<Row> sorted = new ArrayList<>(known.keySet());
    sorted.sort(Comparator.comparingInt(Row::scope).thenComparing(row -> row.key().toString()));
    String transactionId = null;
    for (Row row : sorted) {
      ClaimRequest request = open.get(row);
      Known found = known.get(row);
      if (request == null || found == null) {
        continue;
      }
      String taken = found.mayBeTaken(request) ? takeOver(connection, request, row) : null;
      transactionId = taken == null ? transactionId : taken;
      answers.put(row, taken == null ? current(connection, row, found, request) : Claim.FRESH);
    }
    return transactionId;
  }

  /** Another unit may have taken it over meanwhile. */
  private static Claim current(Connection connection, Row row, Known found, ClaimRequest request)
      throws SQLException {
    if (!found.mayBeTaken(request)) {
      return found.claim();
    }
    Known again = known(connection, List.of(row)).get(row);
    if (again == null) {
      throw forgotten();
    }
    return again.claim();
  }

  private static @Nullable String takeOver(Connection connection, ClaimRequest request, Row row)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
      update.setLong(1, window(request));
      update.setInt(2, row.scope());
      update.setObject(3, row.key());
      update.setBoolean(4, request.retryRefused());
      try (ResultSet taken = update.executeQuery()) {
        return taken.next() ? taken.getString(1) : null;
      }
    }
  }

  private static Map<Row, Known> known(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
      setRows(select, 1, rows);
      Map<Row, Known> known = new HashMap<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          known.put(
              row(result),
              new Known(claim(result.getString(3), result.getBytes(4)), result.getBoolean(5)));
        }
      }
      return known;
    }
  }

  @Override
  Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OUTCOME)) {
      select.setInt(1, number(scope));
      select.setObject(2, key.toUuid());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(claim(rows.getString(1), null).state()) : Optional.empty();
      }
    }
  }

  @Override
  List<Row> expired(Connection connection, int max) throws SQLException {
    List<Row> expired = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(EXPIRED)) {
      select.setInt(1, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          expired.add(row(rows));
        }
      }
    }
    return expired;
  }

  private static long window(ClaimRequest request) {
    return TimeUnit.MICROSECONDS.convert(request.window());
  }

  private static Row row(ResultSet result) throws SQLException {
    return new Row(result.getInt(1), result.getObject(2, UUID.class));
  }

  private static void setRows(PreparedStatement statement, int index, List<Row> rows)
      throws SQLException {
    Connection connection = statement.getConnection();
    Array scopes =
        connection.createArrayOf("integer", rows.stream().map(Row::scope).toArray(Integer[]::new));
    Array keys = connection.createArrayOf("uuid", rows.stream().map(Row::key).toArray(UUID[]::new));
    statement.setArray(index, scopes);
    statement.setArray(index + 1, keys);
  }

  private static Claim answer(Map<Row, Claim> answers, Row row) throws SQLException {
    Claim answer = answers.get(row);
    if (answer == null) {
      throw forgotten();
    }
    return answer;
  }

  /** Purged between two looks: the next try finds it free. */
  private static SQLException forgotten() {
    return new SQLException("a key was forgotten while it was claimed", "40001");
  }
}
