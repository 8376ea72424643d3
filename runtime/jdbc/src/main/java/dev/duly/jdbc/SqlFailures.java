/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.TransportException;
import java.sql.SQLException;
import java.util.Set;

/** Turns what the driver throws into what the ports promise. */
final class SqlFailures {
  private static final String UNWRITABLE = "DulyStoreUnwritable";
  private static final String FREE_SPACE =
      "Free some space on its disk; it goes on by itself then, without a restart.";

  // In MariaDB and MySQL one SQLState stands for a syntax error and for these: the code says more.
  private static final String REFUSED = "42000";
  private static final Set<Integer> NO_SUCH_DATABASE =
      Set.of(
          1044, // ER_DBACCESS_DENIED_ERROR
          1049); // ER_BAD_DB_ERROR
  private static final Set<Integer> NO_PRIVILEGE =
      Set.of(
          1142, // ER_TABLEACCESS_DENIED_ERROR
          1143, // ER_COLUMNACCESS_DENIED_ERROR
          1227); // ER_SPECIFIC_ACCESS_DENIED_ERROR

  private SqlFailures() {}

  /** The embedded store cannot be opened, for its file cannot be written. */
  static StartupException unwritable(FileUnwritable e) {
    return new StartupException(
        UNWRITABLE, fact("be opened", e), "Free some space on its disk.", e);
  }

  private static String fact(String what, FileUnwritable e) {
    Throwable cause = e.getCause();
    return "The embedded store could not "
        + what
        + ": its file cannot be written ("
        + (cause == null ? "" : cause.getMessage())
        + ").";
  }

  /** The queue could not be made ready. */
  static StartupException queueStartup(SQLException e) {
    if (e instanceof FileUnwritable unwritable) {
      return unwritable(unwritable);
    }
    return new StartupException(
        "DulyQueueFailed",
        "The queue could not be made ready (SQLState " + e.getSQLState() + ").",
        "The cause says what the database answered.",
        e);
  }

  static StoreException store(Dialect dialect, String what, SQLException e) {
    if (e instanceof FileUnwritable unwritable) {
      return new StoreException(UNWRITABLE, fact(what, unwritable), FREE_SPACE, e);
    }
    return dialect.isLockFailure(e)
        ? new StoreException(
            "DulyStoreLocked",
            "The store could not " + what + ": another transaction holds what it needs.",
            "It is tried again; if it keeps coming back, look for transactions that stay open.",
            e)
        : new StoreException(
            "DulyStoreFailed",
            "The store could not " + what + " (SQLState " + e.getSQLState() + ").",
            "It is tried again; the cause says what the database answered.",
            e);
  }

  /**
   * A handler's statement has ended the transaction where no wrapper sees it: a COMMIT in text,
   * DDL, a deadlock it has caught.
   */
  static StoreException transactionEnded() {
    return new StoreException(
        "DulyTransactionEnded",
        "The transaction of the claim was ended by a statement of the handler.",
        "Do not run COMMIT, ROLLBACK or DDL in a handler, and do not catch a deadlock.");
  }

  /**
   * Why a database cannot be used, by SQLState and code: the text is in the language of the server.
   */
  static StartupException startup(SQLException e) {
    if (e instanceof FileUnwritable unwritable) {
      return unwritable(unwritable);
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String answer = " (SQLState " + (state.isEmpty() ? "unknown" : state) + ").";
    if (state.startsWith("28") || state.equals("3D000") || isRefused(e, NO_SUCH_DATABASE)) {
      return new StartupException(
          "DulyStoreLogin",
          "The database does not let Duly in" + answer,
          "Check the user, the password and the name of the database.",
          e);
    }
    if (isPrivilege(e)) {
      return new StartupException(
          "DulyStorePrivileges",
          "The user of the database may not do what Duly needs" + answer,
          "Let it create tables in its schema; or run the scripts as the owner, and grant it SELECT,"
              + " INSERT, UPDATE, DELETE on the tables, and USAGE and SELECT on the sequences, if there"
              + " are any.",
          e);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new StartupException(
          "DulyStoreUnreachable",
          "The database does not answer" + answer,
          "Check that it runs and that its address is right.",
          e);
    }
    return new StartupException(
        "DulyStoreFailed",
        "The database cannot be used" + answer,
        "The cause says what the database answered.",
        e);
  }

  /** Whether {@link #startup} knows more of it than that making the tables ready has failed. */
  static boolean hasItsOwnWayOut(SQLException e) {
    return isPrivilege(e) || e instanceof FileUnwritable;
  }

  private static boolean isPrivilege(SQLException e) {
    return "42501".equals(e.getSQLState()) || isRefused(e, NO_PRIVILEGE);
  }

  private static boolean isRefused(SQLException e, Set<Integer> codes) {
    return REFUSED.equals(e.getSQLState()) && codes.contains(e.getErrorCode());
  }

  /** A pool that has not even reached the database: mostly its driver is missing. */
  static StartupException noPool(RuntimeException e) {
    return new StartupException(
        "DulyStoreUnreachable",
        "There is no connection to the database.",
        "Check the URL, and that its driver is on the class path; the cause says more.",
        e);
  }

  /** Messages that cannot be stored as they are. */
  static TransportException refused(RuntimeException e) {
    return new TransportException(
        "DulyQueueRefused",
        "The queue cannot store a message: " + e.getMessage() + ".",
        "Nothing of the batch was stored; correct the message.",
        e);
  }

  static TransportException transport(String what, SQLException e) {
    if (e instanceof FileUnwritable unwritable) {
      return new TransportException(UNWRITABLE, fact(what, unwritable), FREE_SPACE, e);
    }
    return new TransportException(
        "DulyQueueFailed",
        "The queue could not " + what + " (SQLState " + e.getSQLState() + ").",
        "It is tried again; the cause says what the database answered.",
        e);
  }
}
