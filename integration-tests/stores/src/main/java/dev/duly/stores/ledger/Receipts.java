/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.ledger;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes a receipt for each booking. */
@HandlerGroup("receipts")
@Owner(team = "ledger", contact = "#ledger", runbook = "https://duly.dev/stores")
@Concurrency(lanes = 8, inFlight = 200, batch = 50)
@Retry(attempts = 20, initial = "50ms", max = "1s")
public final class Receipts {

  @MessageHandler
  @Idempotent
  void write(Booked booked, Transaction tx) throws SQLException {
    try (PreparedStatement receipt =
        tx.connection().prepareStatement("INSERT INTO receipt (payment) VALUES (?)")) {
      receipt.setString(1, booked.payment());
      receipt.executeUpdate();
    }
  }
}
