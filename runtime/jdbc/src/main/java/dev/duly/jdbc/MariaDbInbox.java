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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Claims keys in MariaDB and MySQL: one statement writes them under a claim of this call and leaves
 * alone what another one has. MariaDB says in the same round trip what stands there now, MySQL in a
 * second. Windows end by the clock of the database: the processes that share it may not agree on
 * the time.
 */
final class MariaDbInbox extends RowInbox {
  private static final int ROWS = 500;

  private static final String INSERT =
      "INSERT INTO duly_inbox (scope, dedupe_key, claim, outcome, seen_at, keep_until) VALUES ";

  /** Parameters: scope, key, claim and window in microseconds. */
  private static final String ROW =
      "(?, ?, ?, 'D', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)";

  /**
   * Takes over keys whose window is over, or that were refused. Assignments are done from left to
   * right, and each sees those before it. Parameter: whether refused ones may be taken.
   */
  private static final String TAKE_OVER =
      " ON DUPLICATE KEY UPDATE claim = IF(keep_until <= VALUES(seen_at) OR (outcome = 'R' AND ?),"
          + " VALUES(claim), claim), outcome = IF(claim = VALUES(claim), 'D', outcome), reply ="
          + " IF(claim = VALUES(claim), NULL, reply), seen_at = IF(claim = VALUES(claim),"
          + " VALUES(seen_at), seen_at), keep_until = IF(claim = VALUES(claim), VALUES(keep_until),"
          + " keep_until)";

  private static final String RETURNING = " RETURNING scope, dedupe_key, claim, outcome, reply";

  /**
   * What stands there now, in every isolation: it locks what we have locked already, row by row, so
   * that it does not meet the locks of others. MySQL locks no rows of a JSON_TABLE, so the table to
   * lock is named. Parameter: pairs of scope and key, as JSON.
   */
  private static final String LOOK_UP =
      "SELECT i.scope, i.dedupe_key, i.claim, i.outcome, i.reply FROM JSON_TABLE(?, '$[*]' COLUMNS"
          + " (s INTEGER PATH '$[0]', k CHAR(32) PATH '$[1]')) n STRAIGHT_JOIN duly_inbox i FORCE"
          + " INDEX (PRIMARY) ON i.scope = n.s AND i.dedupe_key = UNHEX(n.k) FOR UPDATE OF i";

  private static final String OUTCOME =
      "SELECT outcome FROM duly_inbox WHERE scope = ? AND dedupe_key = ? AND keep_until >"
          + " UTC_TIMESTAMP(6)";

  private static final String EXPIRED =
      "SELECT scope, dedupe_key FROM duly_inbox WHERE keep_until <= UTC_TIMESTAMP(6) ORDER BY"
          + " keep_until LIMIT ? FOR UPDATE SKIP LOCKED";

  private final boolean returning;

  /**
   * @param returning whether an INSERT can say what it has left in the table
   */
  MariaDbInbox(
      Database database, ScopeNumbers scopes, Columns columns, Clock clock, boolean returning) {
    super(database, scopes, columns, clock);
    this.returning = returning;
  }

  private record Asked(Row row, ClaimRequest request) {}

  @Override
  Claimed claimTimely(Connection connection, List<ClaimRequest> requests, Instant now, Filed filed)
      throws SQLException {
    List<Row> rows = rows(requests);
    Map<Row, Claim> answers = new HashMap<>();
    UUID claim = UUID.randomUUID();
    for (List<Asked> chunk : chunks(rows, requests)) {
      insert(connection, chunk, claim, answers);
    }
    List<Claim> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Claim answer = answers.get(row);
      if (answer == null) {
        throw new SQLException("a key was forgotten while it was claimed", "40001");
      }
      claims.add(answer);
    }
    return new Claimed(
        claims, claims.contains(Claim.FRESH) ? MariaDbDialect.mark(connection) : null);
  }

  /**
   * In the order of the primary key, so that overlapping batches wait for each other in one
   * direction; a chunk is of one mind about refused keys.
   */
  private static List<List<Asked>> chunks(List<Row> rows, List<ClaimRequest> requests) {
    List<Asked> sorted = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      sorted.add(new Asked(rows.get(i), requests.get(i)));
    }
    // As text the bytes of keys have the order they have in the index; as numbers they do not.
    sorted.sort(
        Comparator.comparingInt((Asked asked) -> asked.row().scope())
            .thenComparing(asked -> asked.row().key().toString()));
    List<List<Asked>> chunks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size()
          || i - from == ROWS
          || sorted.get(i).request().retryRefused() != sorted.get(from).request().retryRefused()) {
        chunks.add(sorted.subList(from, i));
        from = i;
      }
    }
    return chunks;
  }

  private void insert(Connection connection, List<Asked> chunk, UUID claim, Map<Row, Claim> answers)
      throws SQLException {
    String sql =
        INSERT
            + String.join(", ", Collections.nCopies(chunk.size(), ROW))
            + TAKE_OVER
            + (returning ? RETURNING : "");
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int index = 1;
      for (Asked asked : chunk) {
        insert.setInt(index++, asked.row().scope());
        columns.setKey(insert, index++, asked.row().key());
        columns.setKey(insert, index++, claim);
        insert.setLong(index++, TimeUnit.MICROSECONDS.convert(asked.request().window()));
      }
      insert.setBoolean(index, chunk.get(0).request().retryRefused());
      if (returning) {
        try (ResultSet stands = insert.executeQuery()) {
          read(stands, claim, answers);
        }
      } else {
        insert.executeUpdate();
        lookUp(connection, chunk, claim, answers);
      }
    }
  }

  private void lookUp(Connection connection, List<Asked> chunk, UUID claim, Map<Row, Claim> answers)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOOK_UP)) {
      select.setString(1, json(chunk));
      try (ResultSet stands = select.executeQuery()) {
        read(stands, claim, answers);
      }
    }
  }

  /** Pairs of scope and key: numbers and hexadecimal digits, nothing that would need escaping. */
  private static String json(List<Asked> chunk) {
    return chunk.stream()
        .map(Asked::row)
        .map(row -> "[" + row.scope() + ",\"" + row.key().toString().replace("-", "") + "\"]")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void read(ResultSet stands, UUID claim, Map<Row, Claim> answers) throws SQLException {
    while (stands.next()) {
      boolean ours = claim.equals(columns.key(stands, 3));
      answers.put(row(stands), ours ? Claim.FRESH : claim(stands.getString(4), stands.getBytes(5)));
    }
  }

  private Row row(ResultSet result) throws SQLException {
    return new Row(result.getInt(1), columns.requiredKey(result, 2));
  }

  @Override
  Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OUTCOME)) {
      select.setInt(1, row(scope, key).scope());
      columns.setKey(select, 2, key.toUuid());
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
}
