/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements that the server runs one after the other without hearing from this process: in one
 * round trip. On a connection that commits each statement they are one transaction.
 */
final class MariaDbBlock {
  // The locks are gone before this process hears of the failure.
  private static final String BEGIN =
      "DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END; SET TRANSACTION ISOLATION"
          + " LEVEL READ COMMITTED; START TRANSACTION; ";

  private final String alone;
  private final String within;

  /**
   * @param variables their declarations
   * @param statements what is done
   * @param answer what is asked in the end
   */
  MariaDbBlock(String variables, String statements, String answer) {
    this.alone = block(variables + BEGIN + statements + "COMMIT; " + answer);
    this.within = block(variables + statements + answer);
  }

  private static String block(String statements) {
    return "BEGIN NOT ATOMIC " + statements + "; END";
  }

  <T> T run(Connection connection, Parameters parameters, Answer<T> answer) throws SQLException {
    boolean own = connection.getAutoCommit();
    try (PreparedStatement block = connection.prepareStatement(own ? alone : within)) {
      parameters.set(block);
      try (ResultSet rows = block.executeQuery()) {
        return answer.read(rows);
      }
    } catch (SQLException e) {
      if (own) {
        rollback(connection, e);
      }
      throw e;
    }
  }

  /** A statement that is cancelled comes past the handler, and leaves its transaction open. */
  private static void rollback(Connection connection, SQLException reason) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException gone) {
      // With the connection.
      reason.addSuppressed(gone);
    }
  }

  /** Sets the parameters of a block. */
  @FunctionalInterface
  interface Parameters {
    void set(PreparedStatement block) throws SQLException;
  }

  /** Reads what a block answers. */
  @FunctionalInterface
  interface Answer<T> {
    T read(ResultSet rows) throws SQLException;

    /** The truth of the first column of the only row. */
    static boolean isTrue(ResultSet rows) throws SQLException {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
