/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
  private final Clock clock;

  /**
   * @param clock what windows of messages with a stable time end by
   */
  Inbox(ScopeNumbers scopes, Columns columns, Clock clock) {
    this.columns = columns;
    this.scopes = scopes;
    this.clock = clock;
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

  /** Makes ready what the first claim will need. */
  void prepare() throws SQLException {
    // A plain table is.
  }

  /** What a unit of work has to know of its own claims; taken before its transaction begins. */
  Filed begin() throws SQLException {
    return new Filed();
  }

  /** Whether all that these claims need is written: else {@link #prepare} takes a connection. */
  boolean isPrepared(List<ClaimRequest> requests) throws SQLException {
    return requests.stream().allMatch(request -> scopes.knows(request.scope()));
  }

  /** Writes what these claims need and what must be known before them. */
  void prepare(List<ClaimRequest> requests) throws SQLException {
    for (ClaimRequest request : requests) {
      scopes.of(request.scope());
    }
  }

  final Claimed claim(Connection connection, List<ClaimRequest> requests, Filed filed)
      throws SQLException {
    Instant now = clock.instant();
    List<@Nullable Claim> untimely = new ArrayList<>(requests.size());
    List<ClaimRequest> timely = new ArrayList<>(requests.size());
    for (ClaimRequest request : requests) {
      Claim answer = request.untimely(now);
      untimely.add(answer);
      if (answer == null) {
        timely.add(request);
      }
    }
    Claimed claimed =
        timely.isEmpty()
            ? new Claimed(List.of(), null)
            : claimTimely(connection, timely, now, filed);
    if (timely.size() == requests.size()) {
      return claimed;
    }
    List<Claim> claims = new ArrayList<>(requests.size());
    int next = 0;
    for (Claim answer : untimely) {
      claims.add(answer != null ? answer : claimed.claims().get(next++));
    }
    return new Claimed(claims, claimed.transactionId());
  }

  /**
   * @param now by the clock of the store
   */
  abstract Claimed claimTimely(
      Connection connection, List<ClaimRequest> requests, Instant now, Filed filed)
      throws SQLException;

  final List<Row> rows(List<ClaimRequest> requests) throws SQLException {
    List<Row> rows = new ArrayList<>(requests.size());
    for (ClaimRequest request : requests) {
      rows.add(row(request.scope(), request.key()));
    }
    return rows;
  }

  final Row row(String scope, MessageKey key) throws SQLException {
    return new Row(scopes.of(scope), key.toUuid());
  }

  static Claim claim(String outcome, byte @Nullable [] reply) {
    if (outcome.equals(REFUSED)) {
      return Claim.REFUSED;
    }
    return reply == null ? Claim.DUPLICATE : new Claim(Claim.State.DUPLICATE, reply);
  }

  final void refuse(Connection connection, String scope, MessageKey key, Filed filed)
      throws SQLException {
    conclude(connection, row(scope, key), "R", null, filed);
  }

  final void reply(Connection connection, String scope, MessageKey key, byte[] reply, Filed filed)
      throws SQLException {
    conclude(connection, row(scope, key), "D", reply, filed);
  }

  /** Writes how a key that this unit has claimed has ended. */
  abstract void conclude(
      Connection connection, Row row, String outcome, byte @Nullable [] reply, Filed filed)
      throws SQLException;

  static void requireClaimed(boolean claimed) {
    if (!claimed) {
      throw new IllegalStateException("the key was not claimed in this unit of work");
    }
  }

  /** How a key ended, if it did and its window is not over. */
  abstract Optional<Claim.State> outcome(Connection connection, String scope, MessageKey key)
      throws SQLException;

  /**
   * Does some of what keeps the tables small, and waits for no transaction.
   *
   * @return whether there may be more to do at once
   */
  abstract boolean tidy() throws SQLException;
}
