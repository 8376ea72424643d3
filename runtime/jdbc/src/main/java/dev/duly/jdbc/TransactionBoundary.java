/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The application's own transaction manager: a store that is given one lets it begin and end the
 * transactions of its units of work. So whatever else takes part in the manager's transaction, on
 * the thread of the handler, shares it with the guard: both are committed, or neither.
 *
 * <p>Used by many threads at once; each transaction stays on the thread that began it, and one
 * thread has one at a time.
 */
@FunctionalInterface
public interface TransactionBoundary {

  /**
   * Begins a new transaction on the calling thread, whether or not one is open there.
   *
   * @throws SQLException if the database is not there; runtime exceptions are taken alike
   */
  Begun begin() throws SQLException;

  /** A transaction that was begun: ended by {@link #commit} or {@link #rollback}, once. */
  interface Begun {
    /**
     * Its connection, of the database of the store, without auto-commit. The store does not close
     * it.
     */
    Connection connection();

    /**
     * Commits; afterwards the transaction has ended, and so it has when this throws. It throws
     * whenever the transaction was not committed, as when somebody has marked it to be rolled back.
     */
    void commit() throws SQLException;

    /** Rolls back and ends the transaction. */
    void rollback() throws SQLException;
  }
}
