/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start says of a database that cannot be used, and which ones can; on every server. */
@SuppressWarnings("NullAway.Init") // JUnit calls createDatabase first.
abstract class StartTest {
  private final Product product;

  Database database;

  StartTest(Product product) {
    this.product = product;
  }

  abstract DatabaseServer server();

  /** A user {@code plain} with the password {@code plain} who may connect and nothing else. */
  abstract void asPlainUser() throws SQLException;

  abstract void letPlainUseTables() throws SQLException;

  @BeforeEach
  final void createDatabase() throws SQLException {
    database = server().createDatabase();
  }

  @AfterEach
  final void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  final void aWrongPasswordIsSaidToBeOne() {
    assertThatThrownBy(() -> product.store(database.url(), database.user(), "wrong"))
        .hasMessageContaining("[DulyStoreLogin]")
        .hasMessageContaining("Check the user, the password and the name of the database.")
        .hasMessageNotContaining("wrong");
  }

  @Test
  final void aMissingDatabaseIsSaidToBeOne() {
    assertThatThrownBy(
            () ->
                product.store(
                    database.url().replace(database.name(), "duly_nowhere"),
                    database.user(),
                    database.password()))
        .hasMessageContaining("[DulyStoreLogin]");
  }

  @Test
  final void aServerThatDoesNotAnswerIsSaidNotTo() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String nowhere = database.url().replace(":" + server().port() + "/", ":" + free + "/");
    assertThatThrownBy(() -> product.store(nowhere, "u", "p"))
        .hasMessageContaining("[DulyStoreUnreachable]");
  }

  @Test
  final void aUrlWithoutADriverIsSaidToBeOne() {
    assertThatThrownBy(() -> product.store("jdbc:nothing://127.0.0.1/x", "u", "p"))
        .hasMessageContaining("[DulyStoreUnreachable]")
        .hasMessageContaining("driver");
  }

  @Test
  final void anotherDatabaseIsRefused() {
    org.h2.jdbcx.JdbcDataSource h2 = new org.h2.jdbcx.JdbcDataSource();
    h2.setURL("jdbc:h2:mem:other");
    assertThatThrownBy(() -> product.store(h2))
        .hasMessageContaining("[DulyStoreUnsupported] The database is H2");
  }

  @Test
  final void tablesOfANewerVersionAreRefused() throws Exception {
    open().close();
    run("INSERT INTO duly_schema (version, installed_at) VALUES (99, CURRENT_TIMESTAMP)");
    assertThatThrownBy(this::open).hasMessageContaining("[DulySchemaNewer]");
  }

  @Test
  final void aUserWhoMayNotCreateTablesIsToldWhatIsMissing() throws Exception {
    asPlainUser();
    assertThatThrownBy(() -> product.store(database.url(), "plain", "plain"))
        .hasMessageContaining("[DulyStorePrivileges]");
  }

  @Test
  final void aUserWhoMayOnlyUseTheTablesCanWorkWithThem() throws Exception {
    open().close();
    asPlainUser();
    letPlainUseTables();
    try (Store store = product.store(database.url(), "plain", "plain")) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      assertThat(store.recordAttempt("scope", KeyDigest.of("o-1"))).isEqualTo(1);
    }
  }

  @Test
  final void manyProcessesMayStartAtOnce() {
    List<CompletableFuture<Void>> starts =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> open().close()))
            .toList();
    starts.forEach(CompletableFuture::join);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  final void aPoolOfAnyIsolationThatCommitsEachStatementIsRight(String isolation) throws Exception {
    try (Store store = product.store(product.source(database, isolation))) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
      try (UnitOfWork unit = store.begin()) {
        assertThat(claim(unit, "o-2")).isEqualTo(Claim.FRESH);
      }
      assertThat(claim(store, "o-2")).isEqualTo(Claim.FRESH);
      assertThatARelayDoesNotWaitForAUnit(store);
    }
  }

  private static void assertThatARelayDoesNotWaitForAUnit(Store store) {
    try (UnitOfWork sent = store.begin()) {
      sent.enqueue(Collections.nCopies(20, message()));
      sent.commit();
    }
    try (UnitOfWork unit = store.begin()) {
      unit.enqueue(List.of(message()));
      List<OutboxEntry> entries = store.outbox(100);
      assertThat(entries).hasSize(20);
      store.removeFromOutbox(entries);
      unit.commit();
    }
    assertThat(store.outbox(100)).hasSize(1);
  }

  private static Outgoing message() {
    return new Outgoing("channel", "message", null, "key", Map.of(), new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  final void whoeverMeetsAnotherTriesAgainAndEveryKeyIsFreshForOne(String isolation)
      throws Exception {
    int keys = 50;
    try (Store store = product.store(product.source(database, isolation))) {
      List<CompletableFuture<Integer>> claimants =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> claimAll(store, keys, i)))
              .toList();
      assertThat(claimants.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(keys);
    }
  }

  /** In overlapping batches; how many of the keys were fresh for this one. */
  private static int claimAll(Store store, int keys, int seed) {
    Random random = new Random(seed);
    int fresh = 0;
    for (int from = 0; from < keys; from++) {
      List<ClaimRequest> batch =
          IntStream.range(from, Math.min(keys, from + 1 + random.nextInt(8)))
              .mapToObj(i -> request("k-" + i))
              .toList();
      fresh += again(() -> claim(store, batch));
    }
    return fresh;
  }

  private static <T> T again(Supplier<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return work.get();
      } catch (StoreException e) {
        assertThat(tries).as(e.getMessage()).isLessThan(200);
      }
    }
  }

  private static int claim(Store store, List<ClaimRequest> batch) {
    try (UnitOfWork unit = store.begin()) {
      List<Claim> claims = unit.claim(batch);
      unit.commit();
      return Collections.frequency(claims, Claim.FRESH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMIT", "ROLLBACK"})
  final void aHandlerThatEndsTheTransactionByHandIsCaught(String end) throws Exception {
    assertCaught(end, "CREATE TABLE written (id INTEGER)");
  }

  /** That a commit after these statements of a handler is refused. */
  final void assertCaught(String... statements) throws SQLException {
    try (Store store = open();
        UnitOfWork unit = store.begin()) {
      claim(unit, "o-1");
      try (Statement statement = unit.transaction().connection().createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
      assertThatThrownBy(unit::commit).hasMessageContaining("[DulyTransactionEnded]");
    }
  }

  Store open() {
    return product.store(database);
  }

  static Claim claim(Store store, String key) {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = claim(unit, key);
      unit.commit();
      return claim;
    }
  }

  static Claim claim(UnitOfWork unit, String key) {
    return unit.claim(List.of(request(key))).get(0);
  }

  private static ClaimRequest request(String key) {
    return new ClaimRequest("scope", KeyDigest.of(key), Duration.ofDays(7), false);
  }

  final void run(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
