/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a start says of a database that cannot be used, and which ones can. */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer and createDatabase first.
class PostgresStartTest {
  private static PostgresServer server;

  private Database database;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.find();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = server.createDatabase();
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    assertThatThrownBy(() -> PostgreSql.store(database.url(), database.user(), "wrong"))
        .hasMessageContaining("[DulyStoreLogin]")
        .hasMessageContaining("Check the user, the password and the name of the database.")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void aMissingDatabaseIsSaidToBeOne() {
    assertThatThrownBy(
            () ->
                PostgreSql.store(
                    database.url().replace(database.name(), "duly_nowhere"),
                    database.user(),
                    database.password()))
        .hasMessageContaining("[DulyStoreLogin]");
  }

  @Test
  void aServerThatDoesNotAnswerIsSaidNotTo() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(
            () -> PostgreSql.store("jdbc:postgresql://127.0.0.1:" + free + "/x", "u", "p"))
        .hasMessageContaining("[DulyStoreUnreachable]");
  }

  @Test
  void aUrlWithoutADriverIsSaidToBeOne() {
    assertThatThrownBy(() -> PostgreSql.store("jdbc:nothing://127.0.0.1/x", "u", "p"))
        .hasMessageContaining("[DulyStoreUnreachable]")
        .hasMessageContaining("driver");
  }

  @Test
  void anotherDatabaseIsRefused() {
    org.h2.jdbcx.JdbcDataSource h2 = new org.h2.jdbcx.JdbcDataSource();
    h2.setURL("jdbc:h2:mem:other");
    assertThatThrownBy(() -> PostgreSql.store(h2))
        .hasMessageContaining("[DulyStoreUnsupported] The database is H2");
  }

  @Test
  void aReadOnlyDatabaseIsRefused() throws Exception {
    run("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
    assertThatThrownBy(this::open).hasMessageContaining("[DulyStoreReadOnly]");
  }

  @Test
  void tablesOfANewerVersionAreRefused() throws Exception {
    open().close();
    run("INSERT INTO duly_schema (version, installed_at) VALUES (99, now())");
    assertThatThrownBy(this::open).hasMessageContaining("[DulySchemaNewer]");
  }

  @Test
  void aUserWhoMayNotCreateTablesIsToldWhatIsMissing() throws Exception {
    asPlainUser();
    assertThatThrownBy(() -> PostgreSql.store(database.url(), "plain", "plain"))
        .hasMessageContaining("[DulyStorePrivileges]");
  }

  @Test
  void aUserWhoMayOnlyUseTheTablesCanWorkWithThem() throws Exception {
    open().close();
    asPlainUser();
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO plain");
    try (Store store = PostgreSql.store(database.url(), "plain", "plain")) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      assertThat(store.recordAttempt("scope", KeyDigest.of("o-1"))).isEqualTo(1);
    }
  }

  @Test
  void manyProcessesMayStartAtOnce() {
    List<CompletableFuture<Void>> starts =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> open().close()))
            .toList();
    starts.forEach(CompletableFuture::join);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  void aPoolOfAnyIsolationThatCommitsEachStatementIsRight(String isolation) throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    source.setOptions("-c default_transaction_isolation=" + isolation.replace(" ", "\\ "));
    try (Store store = PostgreSql.store(source)) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
      try (UnitOfWork unit = store.begin()) {
        assertThat(claim(unit, "o-2")).isEqualTo(Claim.FRESH);
      }
      assertThat(claim(store, "o-2")).isEqualTo(Claim.FRESH);
    }
  }

  @Test
  void aHandlerThatCommitsByHandIsCaught() throws Exception {
    try (Store store = open();
        UnitOfWork unit = store.begin()) {
      claim(unit, "o-1");
      try (Statement statement = unit.transaction().connection().createStatement()) {
        statement.execute("COMMIT");
        statement.execute("CREATE TABLE written (id INTEGER)");
      }
      assertThatThrownBy(unit::commit).hasMessageContaining("[DulyTransactionEnded]");
    }
  }

  private Store open() {
    return PostgreSql.store(database.url(), database.user(), database.password());
  }

  private static Claim claim(Store store, String key) {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = claim(unit, key);
      unit.commit();
      return claim;
    }
  }

  private static Claim claim(UnitOfWork unit, String key) {
    return unit.claim(
            List.of(new ClaimRequest("scope", KeyDigest.of(key), Duration.ofDays(7), false)))
        .get(0);
  }

  private void asPlainUser() throws SQLException {
    run(
        "DROP ROLE IF EXISTS plain",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
