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

/** Enters each deposit. */
@HandlerGroup("books")
@Owner(team = "bank", contact = "#bank", runbook = "https://duly.dev/stores")
@Concurrency(lanes = 4, inFlight = 100, batch = 20)
public final class Books {

  @MessageHandler
  @Idempotent
  Entered enter(Deposit deposit, Transaction tx) throws SQLException {
    try (PreparedStatement insert =
        tx.connection().prepareStatement("INSERT INTO entry (deposit, note) VALUES (?, ?)")) {
      insert.setString(1, deposit.id());
      insert.setString(2, deposit.note());
      insert.executeUpdate();
    }
    return new Entered(deposit.id());
  }
}
