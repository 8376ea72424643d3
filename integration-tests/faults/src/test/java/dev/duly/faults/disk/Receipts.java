/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.runtime.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes a receipt for each entry. */
@HandlerGroup("receipts")
@Owner(team = "bank", contact = "#bank", runbook = "https://duly.dev/stores")
@Concurrency(lanes = 4, inFlight = 100, batch = 20)
public final class Receipts {

  @MessageHandler
  @Idempotent
  void write(Entered entered, Transaction tx) throws SQLException {
    try (PreparedStatement insert =
        tx.connection().prepareStatement("INSERT INTO receipt (deposit) VALUES (?)")) {
      insert.setString(1, entered.deposit());
      insert.executeUpdate();
    }
  }
}
