/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.FailureCause;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of the database from those of a handler: by class, SQLState and code, never by
 * text, wherever in what the handler has thrown they are.
 */
final class Blame {
  private static final String CONNECTION = "08";
  private static final Set<String> SAID_BY_ALL =
      Set.of(
          "40001", // serialization failure
          "40003"); // statement completion unknown

  private final Dialect dialect;

  Blame(Dialect dialect) {
    this.dialect = dialect;
  }

  /** May roll back the transaction of {@code connection}, to ask the database how it is. */
  FailureCause of(Throwable failure, Connection connection) {
    List<SQLException> passing = sqlFailures(failure).stream().filter(this::isPassing).toList();
    try {
      if (passing.isEmpty()) {
        // Its driver has given it up, whatever the handler has made of that.
        return connection.isClosed() ? FailureCause.PASSING : FailureCause.HANDLER;
      }
      if (passing.stream().anyMatch(dialect::isReadOnlyFailure)) {
        connection.rollback();
        return dialect.isReadOnly(connection) ? FailureCause.OUTAGE : FailureCause.PASSING;
      }
      return FailureCause.PASSING;
    } catch (SQLException gone) {
      return FailureCause.PASSING;
    }
  }

  private boolean isPassing(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException
        || (state != null && (state.startsWith(CONNECTION) || SAID_BY_ALL.contains(state)))
        || dialect.isPassing(e);
  }

  private static List<SQLException> sqlFailures(Throwable failure) {
    List<SQLException> found = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.pop();
      if (seen.add(next)) {
        push(open, next.getCause());
        if (next instanceof SQLException sql) {
          found.add(sql);
          // A failed batch tells the reason there.
          push(open, sql.getNextException());
        }
      }
    }
    return found;
  }

  private static void push(Deque<Throwable> open, @Nullable Throwable next) {
    if (next != null) {
      open.push(next);
    }
  }
}
