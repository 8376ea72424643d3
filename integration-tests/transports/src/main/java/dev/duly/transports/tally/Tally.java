/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports.tally;

import dev.duly.Concurrency;
import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;
import dev.duly.Owner;
import dev.duly.Retry;
import dev.duly.runtime.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes each step down beside the one before it: whatever is lost, doubled or early can be seen.
 */
@HandlerGroup("tally")
@Owner(team = "tally", contact = "#tally", runbook = "https://duly.dev/transports")
@Concurrency(lanes = 8, inFlight = 200, batch = 50)
@Retry(attempts = 20, initial = "50ms", max = "1s")
public final class Tally {

  @MessageHandler
  @Idempotent
  void count(Step step, Transaction tx) throws SQLException {
    Connection connection = tx.connection();
    try (PreparedStatement write =
            connection.prepareStatement(
                "INSERT INTO step (counter, number, previous)"
                    + " SELECT counter, ?, number FROM counter WHERE counter = ?");
        PreparedStatement count =
            connection.prepareStatement("UPDATE counter SET number = ? WHERE counter = ?")) {
      write.setInt(1, step.number());
      write.setInt(2, step.counter());
      write.executeUpdate();
      count.setInt(1, step.number());
      count.setInt(2, step.counter());
      count.executeUpdate();
    }
  }
}
