/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.ledger.LedgerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is killed again and again while it works, and now and then its database server: in
 * the end every payment is booked once, has one receipt, and the accounts are right. {@code
 * -Dduly.kills.postgres=200} makes it a long search, {@code -Dduly.seed=…} another one.
 */
class KilledLedgerTest {
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int A_LIFE = 120;
  private static final int EVERY_FIFTH = 5;

  @TempDir Path directory;

  @EachProduct
  void booksEveryPaymentOnce(Product product) throws Exception {
    int inTheBuild = product == Product.POSTGRES ? 20 : 5;
    int kills = Integer.getInteger("duly.kills." + product, inTheBuild);
    Random random = new Random(SEED);
    try (DatabaseServer server = product.own();
        Database database = server.createDatabase()) {
      createTables(database);
      int published = 0;
      for (int life = 0; life < kills; life++) {
        int upTo = (life + 1) * A_LIFE;
        try (ChildProcess child = child(database, published, upTo)) {
          hear(child, 1 + random.nextInt(A_LIFE));
          if (life % EVERY_FIFTH == EVERY_FIFTH - 1) {
            server.kill();
            server.start();
            hear(child, 1 + random.nextInt(A_LIFE / 2));
          }
          child.kill();
          // What a killed one has not published for sure, the next publishes again.
          published = hasPublished(child) ? upTo : published;
        }
      }
      int payments = kills * A_LIFE;
      try (ChildProcess child = child(database, published, payments)) {
        String last = "";
        for (String line = child.line(); line != null; line = child.line()) {
          last = line;
        }
        assertThat(last).as(log()).isEqualTo("done");
        assertThat(child.exitValue()).isZero();
      }
      check(product, kills, database, payments);
    }
  }

  private String log() throws Exception {
    return Files.exists(directory.resolve("log")) ? Files.readString(directory.resolve("log")) : "";
  }

  private ChildProcess child(Database database, int from, int to) throws Exception {
    return new ChildProcess(
        LedgerProcess.class,
        directory.resolve("log"),
        Map.of("LEDGER_PASSWORD", database.password()),
        List.of(
            directory.resolve("queue").toString(),
            database.url(),
            database.user(),
            Integer.toString(from),
            Integer.toString(to)));
  }

  /** Waits until it has booked so many, or has nothing more to do. */
  private void hear(ChildProcess child, int bookings) throws Exception {
    int heard = 0;
    while (heard < bookings) {
      String line = child.line();
      assertThat(line).as(log()).isNotNull();
      if ("done".equals(line)) {
        return;
      }
      heard++;
    }
  }

  /** Whether all its payments are in the queue, by the last it has said. */
  private static boolean hasPublished(ChildProcess child) throws Exception {
    while (child.line() != null) {
      // Up to the end.
    }
    return child.said("published");
  }

  private static void createTables(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      // Nothing here refuses a second row: that is for the guard.
      statement.execute(
          "CREATE TABLE entry (payment VARCHAR(20) NOT NULL, cents INTEGER NOT NULL)");
      statement.execute("CREATE TABLE receipt (payment VARCHAR(20) NOT NULL)");
      statement.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, cents BIGINT NOT NULL)");
      for (int account = 0; account < LedgerProcess.ACCOUNTS; account++) {
        statement.execute("INSERT INTO account VALUES (" + account + ", 0)");
      }
    }
  }

  private static void check(Product product, int kills, Database database, int payments)
      throws SQLException {
    long cents =
        IntStream.range(0, payments).mapToLong(i -> LedgerProcess.payment(i).cents()).sum();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      long entries = number(statement, "SELECT COUNT(*) FROM entry");
      long booked = number(statement, "SELECT COUNT(DISTINCT payment) FROM entry");
      long receipts = number(statement, "SELECT COUNT(*) FROM receipt");
      long receipted = number(statement, "SELECT COUNT(DISTINCT payment) FROM receipt");
      long lost = 2L * payments - booked - receipted;
      long duplicated = entries - booked + receipts - receipted;
      System.out.printf(
          "PROOF kill.%s runs=%d messages=%d lost=%d duplicated=%d seed=%d%n",
          product, kills, 2 * payments, lost, duplicated, SEED);
      assertThat(lost).isZero();
      assertThat(duplicated).isZero();
      assertThat(number(statement, "SELECT SUM(cents) FROM account")).isEqualTo(cents);
      assertThat(
              number(
                  statement,
                  product == Product.POSTGRES
                      ? "SELECT COUNT(*) FROM duly_outbox_waiting"
                      : "SELECT COUNT(*) FROM duly_outbox"))
          .isZero();
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
