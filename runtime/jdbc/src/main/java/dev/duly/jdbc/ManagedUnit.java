/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A transaction of the application's manager. */
final class ManagedUnit implements OpenUnit {
  private final TransactionBoundary.Begun begun;
  private final Dialect dialect;
  private boolean ended;

  private ManagedUnit(TransactionBoundary.Begun begun, Dialect dialect) {
    this.begun = begun;
    this.dialect = dialect;
  }

  static ManagedUnit begin(TransactionBoundary boundary, Dialect dialect) throws SQLException {
    TransactionBoundary.Begun begun = call("begin a transaction", boundary::begin);
    ManagedUnit unit = new ManagedUnit(begun, dialect);
    if (begun.connection().getAutoCommit()) {
      unit.close();
      throw new SQLException("the transaction manager began no transaction: auto-commit is on");
    }
    return unit;
  }

  @Override
  public Connection connection() {
    return begun.connection();
  }

  @Override
  public void commit(@Nullable String transactionId) throws SQLException {
    if (transactionId != null) {
      dialect.requireTransaction(begun.connection(), transactionId);
    }
    ended = true;
    end("commit", begun::commit);
  }

  @Override
  public void close() throws SQLException {
    if (!ended) {
      ended = true;
      end("roll back", begun::rollback);
    }
  }

  private static void end(String what, Ending ending) throws SQLException {
    call(
        what,
        () -> {
          ending.run();
          return true;
        });
  }

  /** Managers have exceptions of their own; the state is that of what the database said. */
  private static <T> T call(String what, Call<T> call) throws SQLException {
    try {
      return call.run();
    } catch (RuntimeException e) {
      String state = e.getCause() instanceof SQLException cause ? cause.getSQLState() : null;
      throw new SQLException("the transaction manager could not " + what, state, e);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws SQLException;
  }

  @FunctionalInterface
  private interface Ending {
    void run() throws SQLException;
  }
}
