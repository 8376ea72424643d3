/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresStartTest extends StartTest {
  // The headers are none: their number is the first thing of them.
  private static final String OLD_ROW =
      "INSERT INTO duly_outbox (channel, message_id, headers, body) VALUES ('c', '%s',"
          + " '\\x00000000', '')";

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
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO plain",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO plain");
  }

  /** Of the version before: its messages have numbers already, and one was rolled back. */
  @Test
  void whatWasWrittenBeforeThereWereSegmentsIsSentFirst() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script("V1__inbox_outbox_effects.sql"));
      statement.execute(script("V2__parking.sql"));
      statement.execute(
          "CREATE TABLE duly_schema (version INTEGER PRIMARY KEY, installed_at TIMESTAMPTZ NOT"
              + " NULL DEFAULT now()); INSERT INTO duly_schema (version) VALUES (1), (2)");
      statement.execute("BEGIN; " + OLD_ROW.formatted("lost") + "; ROLLBACK");
      statement.execute(OLD_ROW.formatted("old-1") + "; " + OLD_ROW.formatted("old-2"));
    }
    try (Store store = Product.POSTGRES.store(database)) {
      try (UnitOfWork unit = store.begin()) {
        unit.enqueue(List.of(new Outgoing("c", "new", null, null, Map.of(), new byte[0])));
        unit.commit();
      }
      List<OutboxEntry> entries = store.outbox(10);
      assertThat(entries)
          .extracting(entry -> entry.message().messageId())
          .containsExactly("old-1", "old-2", "new");
      store.removeFromOutbox(entries);
      assertThat(store.outbox(10)).isEmpty();
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream in = PostgresStartTest.class.getResourceAsStream("/db/postgresql/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
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
