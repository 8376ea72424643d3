/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.place;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.transport.Transport;
import dev.duly.shop.problem.BadInput;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ServiceLoader;

/** The open databases of a shop: the file that is its queue, and the store with its books. */
public final class Place implements AutoCloseable {
  private final Embedded file;
  private final Store books;

  private Place(Embedded file, Store books) {
    this.file = file;
    this.books = books;
  }

  /**
   * Opens both.
   *
   * @throws dev.duly.runtime.StartupException if one of them cannot be used
   */
  public static Place open(Path directory, Bookkeeping where) {
    // Duly.embedded(directory) does this for an application that needs no table of its own before
    // it starts, and no way in for foreign producers.
    Embedded file =
        ServiceLoader.load(EmbeddedProvider.class)
            .findFirst()
            .orElseThrow()
            .open(directory, Clock.systemUTC());
    try {
      return new Place(
          file,
          where.isEmbedded()
              ? file.store()
              : PostgreSql.store(where.url(), where.user(), Bookkeeping.password()));
    } catch (RuntimeException e) {
      file.transport().close();
      file.store().close();
      throw e;
    }
  }

  /**
   * A run begins with empty books.
   *
   * @throws BadInput if there are some in the server's database
   */
  public static void requireEmpty(Bookkeeping where) {
    if (where.isEmbedded()) {
      return;
    }
    try (Connection connection =
            DriverManager.getConnection(where.url(), where.user(), Bookkeeping.password());
        ResultSet tables = connection.getMetaData().getTables(null, null, "stock", null)) {
      if (tables.next()) {
        throw new BadInput(
            "ShopDatabaseUsed",
            "The database " + where.url() + " holds the books of an earlier run.",
            "Give an empty database.");
      }
    } catch (SQLException e) {
      throw new BadInput(
          "ShopDatabase",
          "The database " + where.url() + " cannot be used: " + e.getMessage() + ".",
          "Check --db-url, --db-user and " + Bookkeeping.PASSWORD + ".",
          e);
    }
  }

  public Transport queue() {
    return file.transport();
  }

  /** The store in the file of the queue, where its tables can be read. */
  public Store file() {
    return file.store();
  }

  public Store books() {
    return books;
  }

  /** Closes what is still open. */
  @Override
  public void close() {
    try {
      books.close();
    } finally {
      file.transport().close();
      file.store().close();
    }
  }
}
