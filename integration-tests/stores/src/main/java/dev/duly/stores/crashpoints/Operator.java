/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadLetters;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What a person does about messages that nobody handles any more, once nothing moves. */
final class Operator {
  private static final int ALL = 100;

  private Operator() {}

  /** Repairs what kept an order from being booked and replays its dead letter. */
  static boolean repairAndReplay(Duly duly) throws SQLException {
    List<DeadLetter> letters = duly.deadLetters().list(ALL);
    if (!letters.isEmpty()) {
      repair(duly, "c0#0");
      letters.forEach(letter -> duly.deadLetters().replay(letter.id()));
    }
    return !letters.isEmpty();
  }

  /** Drops what is refused, repairs what kept the rest, and releases every key. */
  static boolean release(Duly duly) throws SQLException {
    DeadLetters letters = duly.deadLetters();
    List<ParkedKey> keys = letters.parkedKeys(Shop.BOOKING, 0, ALL);
    for (ParkedKey key : keys) {
      ParkedEntry first = key.first();
      if (new String(first.message().body(), StandardCharsets.UTF_8).contains("REFUSED")) {
        letters.dropFirst(first, "eva", "it can never be booked");
      } else {
        repair(duly, key.key() + "#0");
      }
      if (!letters.parkedMessages(Shop.BOOKING, key.key(), 0, 1).isEmpty()) {
        letters.replay(Shop.BOOKING, key.key());
      }
    }
    return !keys.isEmpty();
  }

  private static void repair(Duly duly, String order) throws SQLException {
    duly.inTransaction(
        (transaction, outbox) -> {
          try (PreparedStatement insert =
              transaction
                  .connection()
                  .prepareStatement("INSERT INTO fixed VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, order);
            insert.executeUpdate();
          }
        });
  }
}
