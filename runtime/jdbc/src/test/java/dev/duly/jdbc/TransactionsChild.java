/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.store.UnitOfWork;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A process of many threads whose transactions insert rows and move amounts between accounts, until
 * it is killed; some meet a unique key. Half of the threads roll back all they do: they wait for
 * nothing, so one of them is at work whenever the others' commits are written. It says what it
 * wants to commit and what was confirmed.
 */
final class TransactionsChild {
  private static final PrintStream OUT = System.out;
  private static final int THREADS = 6;

  /** Rows of a transaction. */
  static final int ROWS = 12;

  /** Accounts, whose amounts add up to 0. */
  static final int ACCOUNTS = 16;

  private TransactionsChild() {}

  public static void main(String[] args) {
    EmbeddedQueue db = new EmbeddedQueue(Path.of(args[0]));
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      new Thread(() -> work(db, args[1] + "-" + number, number)).start();
    }
  }

  private static void work(EmbeddedQueue db, String name, int number) {
    boolean keep = number % 2 == 0;
    for (int i = 0; ; i++) {
      String id = name + "-" + i;
      if (keep) {
        say("try " + id);
      }
      try (UnitOfWork unit = db.store.begin()) {
        Connection connection = unit.transaction().connection();
        insert(connection, id, i);
        if (i % 5 == 0) {
          meetUniqueKey(connection, id);
        }
        // In one order, so that they wait for each other and do not lock each other out.
        int account = (i * 7 + number) % (ACCOUNTS - 1);
        move(connection, account, -1);
        move(connection, account + 1, 1);
        if (keep) {
          unit.commit();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      if (keep) {
        say("committed " + id);
      }
    }
  }

  private static void insert(Connection connection, String id, int i) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO movement (unit, part, product, place) VALUES (?, ?, ?, ?)")) {
      for (int part = 0; part < ROWS; part++) {
        insert.setString(1, id);
        insert.setInt(2, part);
        insert.setInt(3, (i * 31 + part * 17) % 200);
        insert.setInt(4, i % 50);
        insert.executeUpdate();
      }
    }
  }

  private static void meetUniqueKey(Connection connection, String id) throws SQLException {
    try {
      insert(connection, id, 1);
    } catch (SQLException e) {
      if (e.getErrorCode() == org.h2.api.ErrorCode.DUPLICATE_KEY_1) {
        return;
      }
      throw e;
    }
    throw new IllegalStateException("the unique key was not kept");
  }

  private static void move(Connection connection, int account, int amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE account SET amount = amount + ? WHERE id = ?")) {
      update.setInt(1, amount);
      update.setInt(2, account);
      update.executeUpdate();
    }
  }

  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (OUT) {
      OUT.write(bytes, 0, bytes.length);
      OUT.flush();
    }
  }
}
