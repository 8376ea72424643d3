/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real servers say when a statement of a handler fails, and whose failure that is. */
class CauseOfFailureTest {
  private static final String ROW = "INSERT INTO account VALUES (1, 0)";

  @EachProduct
  void tellsTheServersFailuresFromTheHandlers(Product product) throws Exception {
    try (DatabaseServer server = product.own();
        Database database = server.createDatabase();
        Store store = product.store(database)) {
      run(database, "CREATE TABLE account (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL)", ROW);

      assertThat(causeOf(store, "INSERT INTO account VALUES (1, 1)"))
          .as("a row that is there")
          .isEqualTo(FailureCause.HANDLER);
      assertThat(causeOf(store, "UPDATE account SET cents = NULL"))
          .as("a value that is missing")
          .isEqualTo(FailureCause.HANDLER);
      assertThat(causeOf(store, "SELEC 1"))
          .as("a statement that is none")
          .isEqualTo(FailureCause.HANDLER);
      assertThat(causeOf(store, "INSERT INTO account VALUES (2, 99999999999)"))
          .as("a value that does not fit")
          .isEqualTo(FailureCause.HANDLER);
      assertThat(causeOf(store, tooLong(product)))
          .as("a time limit")
          .isEqualTo(FailureCause.PASSING);
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("UPDATE account SET cents = cents + 1");
        assertThat(causeOf(store, "SELECT id FROM account FOR UPDATE NOWAIT"))
            .as("a lock of another")
            .isEqualTo(FailureCause.PASSING);
        other.rollback();
      }
      assertThat(causeOfLostConnection(product, database, store))
          .as("a connection that is gone, whatever the handler makes of it")
          .isEqualTo(FailureCause.PASSING);
    }
  }

  @EachProduct
  void aServerThatTakesNoWritesIsAnOutage(Product product) throws Exception {
    boolean postgres = product == Product.POSTGRES;
    try (DatabaseServer server = product.own();
        Database database = server.createDatabase()) {
      run(database, "CREATE TABLE account (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL)");
      Database plain = postgres ? database : withoutPrivileges(database);
      try (Store store = product.store(plain)) {
        if (postgres) {
          run(database, "ALTER SYSTEM SET default_transaction_read_only = on");
          run(database, "SELECT pg_reload_conf()");
        } else {
          run(database, "SET GLOBAL read_only = 1");
        }
        List<FailureCause> causes = new ArrayList<>();
        while (causes.isEmpty()) {
          // The processes of PostgreSQL hear of it one by one.
          try (UnitOfWork unit = store.begin()) {
            Throwable failure = catchThrowable(() -> run(unit, ROW));
            if (failure != null) {
              causes.add(unit.causeOf(failure));
            }
          }
        }
        assertThat(causes).containsExactly(FailureCause.OUTAGE);
        if (postgres) {
          run(
              database,
              "SET default_transaction_read_only = off",
              "ALTER SYSTEM RESET ALL",
              "SELECT pg_reload_conf()");
        } else {
          run(database, "SET GLOBAL read_only = 0");
        }
      }
    }
  }

  /**
   * A transaction that is read only by itself is the handler's doing, and may not go on for ever.
   */
  @ParameterizedTest
  @EnumSource(names = "POSTGRES")
  void aHandlerThatMakesItsTransactionReadOnlyIsNoOutage(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Store store = product.store(database)) {
      run(database, "CREATE TABLE account (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL)");
      assertThat(causeOf(store, "SET TRANSACTION READ ONLY", ROW)).isEqualTo(FailureCause.PASSING);
    }
  }

  private static String[] tooLong(Product product) {
    return switch (product) {
      case POSTGRES -> new String[] {"SET statement_timeout = 10", "SELECT pg_sleep(60)"};
      case MARIADB ->
          new String[] {
            "SET max_statement_time = 0.01", "SELECT SLEEP(60) FROM account FOR UPDATE"
          };
      // Only of what reads.
      case MYSQL ->
          new String[] {"SET max_execution_time = 10", "SELECT 1 FROM account WHERE SLEEP(60)"};
    };
  }

  private static FailureCause causeOf(Store store, String... statements) {
    try (UnitOfWork unit = store.begin()) {
      Throwable failure =
          catchThrowable(
              () -> {
                for (String sql : statements) {
                  run(unit, sql);
                }
              });
      assertThat(failure).as(statements[0]).isNotNull();
      return unit.causeOf(new IllegalStateException("as a framework wraps it", failure));
    }
  }

  private static FailureCause causeOfLostConnection(Product product, Database database, Store store)
      throws SQLException {
    UnitOfWork unit = store.begin();
    run(unit, ROW.replace("1", "7"));
    product.endConnections(database);
    assertThat(catchThrowable(() -> run(unit, ROW))).isInstanceOf(SQLException.class);
    FailureCause cause =
        unit.causeOf(new UncheckedIOException(new IOException("no word of the database")));
    assertThatExceptionOfType(StoreException.class).isThrownBy(unit::close);
    return cause;
  }

  private static void run(UnitOfWork unit, String sql) throws SQLException {
    try (Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private static void run(Database database, String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Who administers MariaDB writes all the same. */
  private static Database withoutPrivileges(Database database) throws SQLException {
    run(
        database,
        "CREATE USER plain@'%' IDENTIFIED BY 'plain'",
        "GRANT ALL ON " + database.name() + ".* TO plain@'%'");
    return new Database(database.url(), "plain", "plain", database.name(), database.server());
  }
}
