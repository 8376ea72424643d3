/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresStartTest extends StartTest {
  private static DatabaseServer server;

  PostgresStartTest() {
    super(Product.POSTGRES);
  }

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.find();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @Override
  DatabaseServer server() {
    return server;
  }

  @Test
  void aReadOnlyDatabaseIsRefused() throws Exception {
    run("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
    assertThatThrownBy(this::open).hasMessageContaining("[DulyStoreReadOnly]");
  }

  @Override
  void asPlainUser() throws SQLException {
    run(
        "DROP ROLE IF EXISTS plain",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  }

  @Override
  void letPlainUseTables() throws SQLException {
    run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO plain",
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO plain");
  }

  /** A setting of the pool's connections must outlive a unit that is rolled back. */
  @Test
  void noUnitWaitsForALockWithoutEnd() throws SQLException {
    try (Database database = server().createDatabase();
        Store store = Product.POSTGRES.store(database)) {
      for (int i = 0; i < 3; i++) {
        try (UnitOfWork unit = store.begin();
            Statement statement = unit.transaction().connection().createStatement();
            ResultSet rows = statement.executeQuery("SHOW lock_timeout")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("10s");
        }
      }
    }
  }
}
