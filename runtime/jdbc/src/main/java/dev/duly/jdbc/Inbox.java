/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys that were done or refused, each remembered exactly for its window. */
abstract class Inbox {
  private static final String REFUSED = "R";

  final Columns columns;
  private final ScopeNumbers scopes;

  Inbox(ScopeNumbers scopes, Columns columns) {
    this.columns = columns;
    this.scopes = scopes;
  }

  /**
   * The answers to some requests.
   *
   * @param claims in the order of the requests
   * @param transactionId tells the transaction from others of its connection; null where nothing
   *     was written
   */
  record Claimed(List<Claim> claims, @Nullable String transactionId) {}

  /** A key as the tables hold it. */
  record Row(int scope, UUID key) {}

  abstract Claimed claim(Connection connection, List<ClaimRequest> requests) throws SQLException;

  final List<Row> rows(List<ClaimRequest> requests) throws SQLException {
    List<Row> rows = new ArrayList<>(requests.size());
    for (ClaimRequest request : requests) {
      rows.add(new Row(scopes.of(request.scope()), request.key().toUuid()));
    }
    return rows;
  }

  final int number(String scope) throws SQLException {
    return scopes.of(scope);
  }

  static Claim claim(String outcome, byte @Nullable [] reply) {
    if (outcome.equals(REFUSED)) {
      return Claim.REFUSED;
    }
    return reply == null ? Claim.DUPLICATE : new Claim(Claim.State.DUPLICATE, reply);
  }

  final void refuse(Connection connection, String scope, MessageKey key) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_inbox SET outcome = 'R', reply = NULL WHERE scope = ? AND dedupe_key ="
                + " ?")) {
      update.setInt(1, scopes.of(scope));
      columns.setKey(update, 2, key.toUuid());
      requireClaimed(update.executeUpdate());
    }
  }

  final void reply(Connection connection, String scope, MessageKey key, byte[] reply)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE duly_inbox SET reply = ? WHERE scope = ? AND dedupe_key = ?")) {
      update.setBytes(1, reply);
      update.setInt(2, scopes.of(scope));
      columns.setKey(update, 3, key.toUuid());
      requireClaimed(update.executeUpdate());
    }
  }

  private static void requireClaimed(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("the key was not claimed in this unit of work");
    }
  }

  /** How a key ended, if it did and its window is not over. */
  abstract Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException;

  /** Up to {@code max} keys whose window is over, none that somebody holds. */
  abstract List<Row> expired(Connection connection, int max) throws SQLException;

  /** Removes up to {@code max} keys whose window is over; waits for nobody. */
  final int purge(Connection connection, int max) throws SQLException {
    List<Row> expired = expired(connection, max);
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM duly_inbox WHERE scope = ? AND dedupe_key = ?")) {
      for (Row row : expired) {
        delete.setInt(1, row.scope());
        columns.setKey(delete, 2, row.key());
        delete.addBatch();
      }
      delete.executeBatch();
    }
    return expired.size();
  }
}
