/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;

/**
 * What a database says its own way: statements, and what its errors mean. No statement is put
 * together from input.
 */
interface Dialect {

  /**
   * Makes the table of versions if there is none, and keeps other processes from changing the
   * tables until the transaction ends.
   */
  void enterSchema(Connection connection) throws SQLException;

  /** Lets others change the tables, where the end of a transaction does not. */
  default void leaveSchema(Connection connection) throws SQLException {
    // It has ended with the transaction.
  }

  /** Prepares a connection without auto-commit for one short transaction. */
  default void beginStatement(Connection connection) throws SQLException {
    // It is as it should be.
  }

  /** Whether several processes may use the database at once. */
  boolean isShared();

  /** How keys are claimed. */
  Inbox inbox(Database database, ScopeNumbers scopes, Clock clock);

  /** Adds the name of a scope, if another process has not. Parameter: the name. */
  String addScope();

  /**
   * Takes the row of a key if it is to be had: there is none, its window is over, its lease is, or
   * an operator repeats a call that has ended badly. Parameters: scope, key, owner, lease until,
   * payload hash, downstream key, now, keep until, retry ended. Whether it was taken is asked
   * afterwards, by the owner.
   */
  String acquireEffect();

  /** Counts an attempt. Parameters: scope, key, now. Gives the attempts, or nothing. */
  String countAttempt();

  /** How keys and times are taken and given. */
  default Columns columns() {
    return Columns.TYPED;
  }

  /** Where outgoing messages are. */
  default OutboxTable outbox() {
    return new OutboxTable(this);
  }

  /** How {@code outbox} is relayed, which is of this dialect. */
  default OutboxReader relaying(Database database, OutboxTable outbox) {
    return isShared() ? new OutboxTurns(database, outbox) : new OutboxReader(database, outbox);
  }

  /** Removes relayed messages. Parameter: their numbers, as {@link #setNumbers} sets them. */
  default String forgetSent() {
    return "DELETE FROM duly_outbox WHERE id = ANY(?)";
  }

  /** Sets an array of numbers as one parameter. */
  void setNumbers(PreparedStatement statement, int index, Long[] numbers) throws SQLException;

  /**
   * Commits what was claimed in a transaction.
   *
   * @throws dev.duly.runtime.StoreException if a statement of the handler has ended that
   *     transaction: what follows would be committed without the claim
   */
  void commit(Connection connection, String transactionId, Commits commits) throws SQLException;

  /**
   * As {@link #commit}, for a transaction that somebody else commits afterwards.
   *
   * @throws dev.duly.runtime.StoreException as there
   */
  void requireTransaction(Connection connection, String transactionId) throws SQLException;

  /** Whether the statement met a row that another transaction has just committed. */
  boolean isDuplicateKey(SQLException e);

  /** Whether another transaction stood in the way: it is worth another try. */
  boolean isLockFailure(SQLException e);

  /**
   * Whether a statement of a handler failed for a reason that may have passed by the next try: of
   * the reasons that not every database says the same way. Not where the statement or its data was
   * at fault.
   */
  boolean isPassing(SQLException e);

  /** Whether the statement failed because the server, or this transaction, takes no writes. */
  default boolean isReadOnlyFailure(SQLException e) {
    return false;
  }

  /** Whether new transactions can write nothing: on a replica, for one. */
  default boolean isReadOnly(Connection connection) throws SQLException {
    return connection.isReadOnly();
  }
}
