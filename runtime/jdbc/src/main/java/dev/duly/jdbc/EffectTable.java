/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.topology.MessageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls to other systems, each remembered exactly for its window. */
final class EffectTable {
  private final Dialect dialect;
  private final Columns columns;
  private final ScopeNumbers scopes;
  private final Clock clock;

  EffectTable(Dialect dialect, ScopeNumbers scopes, Clock clock) {
    this.dialect = dialect;
    this.columns = dialect.columns();
    this.scopes = scopes;
    this.clock = clock;
  }

  /** A whole transaction: if it meets a row that has just been committed, it is to be repeated. */
  EffectAnswer acquire(Connection connection, EffectRequest request) throws SQLException {
    int scope = scopes.of(request.scope());
    UUID key = request.key().toUuid();
    OffsetDateTime now = Times.now(clock);
    try (PreparedStatement merge = connection.prepareStatement(dialect.acquireEffect())) {
      merge.setInt(1, scope);
      columns.setKey(merge, 2, key);
      merge.setString(3, request.owner());
      columns.setTime(merge, 4, now.plus(request.lease()));
      merge.setBytes(5, request.payloadHash());
      columns.setKey(merge, 6, request.downstreamKey());
      columns.setTime(merge, 7, now);
      columns.setTime(merge, 8, now.plus(request.window()));
      merge.setBoolean(9, request.retryEnded());
      merge.executeUpdate();
    }
    try (PreparedStatement select = connection.prepareStatement(EffectStatements.FIND)) {
      select.setInt(1, scope);
      columns.setKey(select, 2, key);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("a call was forgotten while it was acquired", "40001");
        }
        return answer(request, rows, now.toInstant());
      }
    }
  }

  private EffectAnswer answer(EffectRequest request, ResultSet row, Instant now)
      throws SQLException {
    if (!Arrays.equals(row.getBytes("payload_hash"), request.payloadHash())) {
      return new EffectAnswer.Mismatch();
    }
    byte[] result = row.getBytes("result");
    return switch (state(row.getString("state"))) {
      case DONE -> new EffectAnswer.Replay(result);
      case FAILED -> new EffectAnswer.ReplayFailure(result);
      case UNKNOWN -> new EffectAnswer.Unknown();
      case STARTED -> {
        String owner = row.getString("owner");
        if (!owner.equals(request.owner())) {
          yield new EffectAnswer.InProgress(leaseUntil(row, now));
        }
        EffectHold hold =
            new EffectHold(request.scope(), request.key(), owner, row.getLong("fence"));
        yield new EffectAnswer.Acquired(hold, row.getBoolean("in_doubt"));
      }
    };
  }

  /** One that was released since the statement had looked is free at once. */
  private Instant leaseUntil(ResultSet row, Instant now) throws SQLException {
    OffsetDateTime until = columns.time(row, "lease_until");
    return until == null ? now : until.toInstant();
  }

  /** Moves the end of a lease; null ends it. Whether it was still to be moved. */
  boolean lease(Connection connection, EffectHold hold, @Nullable OffsetDateTime until)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(EffectStatements.LEASE)) {
      columns.setTime(update, 1, until);
      setHold(update, 2, hold);
      return update.executeUpdate() == 1;
    }
  }

  boolean conclude(Connection connection, EffectHold hold, EffectEnd end) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(EffectStatements.CONCLUDE)) {
      update.setString(1, letter(end.state()));
      update.setBytes(2, end.result());
      setHold(update, 3, hold);
      return update.executeUpdate() == 1;
    }
  }

  private void setHold(PreparedStatement statement, int from, EffectHold hold) throws SQLException {
    statement.setInt(from, scopes.of(hold.scope()));
    columns.setKey(statement, from + 1, hold.key().toUuid());
    statement.setLong(from + 2, hold.fence());
    statement.setString(from + 3, hold.owner());
  }

  Optional<EffectState> state(Connection connection, String scope, MessageKey key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(EffectStatements.STATE)) {
      select.setInt(1, scopes.of(scope));
      columns.setKey(select, 2, key.toUuid());
      columns.setTime(select, 3, Times.now(clock));
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(state(rows.getString(1))) : Optional.empty();
      }
    }
  }

  /** Removes up to {@code max} calls whose window is over; waits for nobody. */
  int purge(Connection connection, int max) throws SQLException {
    int removed = 0;
    try (PreparedStatement select = connection.prepareStatement(EffectStatements.EXPIRED);
        PreparedStatement delete = connection.prepareStatement(EffectStatements.FORGET)) {
      columns.setTime(select, 1, Times.now(clock));
      select.setInt(2, max);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          delete.setInt(1, rows.getInt(1));
          columns.setKey(delete, 2, columns.key(rows, 2));
          delete.addBatch();
          removed++;
        }
      }
      delete.executeBatch();
    }
    return removed;
  }

  private static EffectState state(String letter) {
    return switch (letter) {
      case "S" -> EffectState.STARTED;
      case "D" -> EffectState.DONE;
      case "F" -> EffectState.FAILED;
      default -> EffectState.UNKNOWN;
    };
  }

  private static String letter(EffectState state) {
    return switch (state) {
      case STARTED -> "S";
      case DONE -> "D";
      case FAILED -> "F";
      case UNKNOWN -> "U";
    };
  }
}
