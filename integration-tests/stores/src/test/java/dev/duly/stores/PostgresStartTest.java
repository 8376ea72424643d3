/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.servers.DatabaseServer;
import java.sql.SQLException;
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
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO plain");
  }
}
