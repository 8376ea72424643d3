/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.ledger;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.Transaction;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Books each payment and adds it to its account; says so, long before the commit. */
@HandlerGroup("ledger")
@Owner(team = "ledger", contact = "#ledger", runbook = "https://duly.dev/stores")
@Concurrency(lanes = 8, inFlight = 200, batch = 50)
@Retry(attempts = 20, initial = "50ms", max = "1s")
public final class Ledger {
  private final PrintStream progress;

  Ledger(PrintStream progress) {
    this.progress = progress;
  }

  @MessageHandler
  @Idempotent
  Booked book(Paid paid, Transaction tx) throws SQLException {
    Connection connection = tx.connection();
    try (PreparedStatement entry =
            connection.prepareStatement("INSERT INTO entry (payment, cents) VALUES (?, ?)");
        PreparedStatement account =
            connection.prepareStatement("UPDATE account SET cents = cents + ? WHERE id = ?")) {
      entry.setString(1, paid.payment());
      entry.setInt(2, paid.cents());
      entry.executeUpdate();
      account.setInt(1, paid.cents());
      account.setInt(2, paid.account());
      account.executeUpdate();
    }
    progress.println("booked " + paid.payment());
    progress.flush();
    return new Booked(paid.payment());
  }
}
