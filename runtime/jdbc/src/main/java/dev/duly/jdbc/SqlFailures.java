/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.TransportException;
import java.sql.SQLException;

/** Turns what the driver throws into what the ports promise. */
final class SqlFailures {
  private SqlFailures() {}

  static StoreException store(H2Dialect dialect, String what, SQLException e) {
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

  static TransportException transport(String what, SQLException e) {
    return new TransportException(
        "DulyQueueFailed",
        "The queue could not " + what + " (SQLState " + e.getSQLState() + ").",
        "It is tried again; the cause says what the database answered.",
        e);
  }
}
