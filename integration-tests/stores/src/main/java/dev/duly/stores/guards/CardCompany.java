/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.guards;

import dev.duly.runtime.Duly;
import dev.duly.runtime.EffectKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The other end. It is another system, so each of its rows is committed by itself; it says when it
 * is called and when it has charged.
 */
final class CardCompany implements Cards {
  /** Its own database, or so it seems. */
  @FunctionalInterface
  interface Books {
    Connection connect() throws SQLException;
  }

  private final Books books;
  private final Duly duly;
  private final Consumer<String> progress;

  CardCompany(Books books, Duly duly, Consumer<String> progress) {
    this.books = books;
    this.duly = duly;
    this.progress = progress;
  }

  @Override
  public Receipt forgetful(String order, long cents) throws SQLException {
    progress.accept("calling " + order);
    try (Connection connection = books.connect()) {
      Receipt receipt = charge(connection, order, "", cents);
      progress.accept("called " + order);
      return receipt;
    }
  }

  @Override
  public Receipt keyed(String order, long cents, @Nullable EffectKey key) throws SQLException {
    if (key == null) {
      throw new IllegalArgumentException("the guard fills the key in");
    }
    progress.accept("calling " + order);
    try (Connection connection = books.connect();
        PreparedStatement before =
            connection.prepareStatement("SELECT receipt FROM charge WHERE effect_key = ?")) {
      before.setString(1, key.value());
      try (ResultSet rows = before.executeQuery()) {
        if (rows.next()) {
          return new Receipt(rows.getString(1));
        }
      }
      Receipt receipt = charge(connection, order, key.value(), cents);
      progress.accept("called " + order);
      return receipt;
    }
  }

  @Override
  public Receipt own(String order, long cents) throws SQLException {
    Receipt[] receipt = new Receipt[1];
    progress.accept("calling " + order);
    duly.<SQLException>inTransaction(
        (tx, outbox) -> receipt[0] = charge(tx.connection(), order, "", cents));
    progress.accept("called " + order);
    return receipt[0];
  }

  private static Receipt charge(Connection connection, String order, String key, long cents)
      throws SQLException {
    Receipt receipt = new Receipt(UUID.randomUUID().toString());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO charge (card_order, effect_key, cents, receipt) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, order);
      insert.setString(2, key);
      insert.setLong(3, cents);
      insert.setString(4, receipt.id());
      insert.executeUpdate();
    }
    return receipt;
  }
}
