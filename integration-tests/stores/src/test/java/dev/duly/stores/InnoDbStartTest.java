/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.jdbc.MariaDb;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is so on MariaDB and on MySQL, whose tables are InnoDB's. */
abstract class InnoDbStartTest extends StartTest {
  private static final Duration LEASE = Duration.ofHours(1);

  private final Product product;

  InnoDbStartTest(Product product) {
    super(product);
    this.product = product;
  }

  @Test
  final void aUrlWithoutADatabaseIsSaidToNameNone() {
    assertThatThrownBy(
            () ->
                MariaDb.store(
                    database.url().replace(database.name(), ""),
                    database.user(),
                    database.password()))
        .hasMessageContaining("[DulyStoreLogin]");
  }

  @Test
  final void tablesWithoutTransactionsAreRefused() throws Exception {
    open().close();
    run("ALTER TABLE duly_outbox ENGINE = MyISAM");
    assertThatThrownBy(this::open)
        .hasMessageContaining("[DulyStoreUnsupported] The table duly_outbox is not InnoDB's");
  }

  @Test
  final void aStartThatWasCutOffHalfWayIsDoneByTheNext() throws Exception {
    open().close();
    run("DELETE FROM duly_schema", "DROP TABLE duly_effect");
    try (Store store = open()) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
    }
    assertThat(text("SELECT COUNT(*) FROM duly_relay")).isEqualTo("1");
  }

  @Test
  final void aStartThatFailsKeepsNoOtherFromStarting() throws Exception {
    asPlainUser();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername("plain");
    config.setPassword("plain");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThatThrownBy(() -> MariaDb.store(pool)).hasMessageContaining("[DulyStorePrivileges]");
      open().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE TABLE c (id INTEGER)", "START TRANSACTION", "SET autocommit = 1"})
  final void aHandlerWhoseStatementCommitsByTheWayIsCaught(String statement) throws Exception {
    assertCaught(statement);
  }

  /** The session, or the driver, is on the other side of the date line. */
  final void requireTimesOfNoZone(String zone) throws Exception {
    try (Store store = storeWith(zone)) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      store.recordAttempt("scope", KeyDigest.of("o-1"));
      store.effects().acquire(effect("first"));
      assertThat(store.effects().acquire(effect("second")))
          .isInstanceOfSatisfying(
              EffectAnswer.InProgress.class,
              other ->
                  assertThat(other.leaseUntil())
                      .isCloseTo(Instant.now().plus(LEASE), within(10, ChronoUnit.MINUTES)));
    }
    String soon = "ABS(TIMESTAMPDIFF(MINUTE, %s, UTC_TIMESTAMP())) < 10";
    assertThat(
            text(
                "SELECT "
                    + soon.formatted("i.seen_at")
                    + " AND TIMESTAMPDIFF(DAY, i.seen_at, i.keep_until) = 7 AND "
                    + soon.formatted("a.last_at")
                    + " AND "
                    + soon.formatted("e.seen_at")
                    + " FROM duly_inbox i, duly_attempt a, duly_effect e"))
        .isEqualTo("1");
  }

  private static EffectRequest effect(String owner) {
    return new EffectRequest(
        "scope",
        KeyDigest.of("o-1"),
        owner,
        new byte[] {1},
        new UUID(1, 1),
        LEASE,
        Duration.ofDays(7),
        false);
  }

  final void requireWorkingWith(String option) throws Exception {
    try (Store store = storeWith(option)) {
      assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
      assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
      assertThat(store.recordAttempt("scope", KeyDigest.of("o-1"))).isEqualTo(1);
      assertThat(store.effects().acquire(effect("first")))
          .isInstanceOf(EffectAnswer.Acquired.class);
      try (UnitOfWork unit = store.begin()) {
        claim(unit, "o-2");
        unit.refuse("scope", KeyDigest.of("o-2"));
        unit.enqueue(List.of(message(KeyDigest.of("o-2")), message(null), message(null)));
        unit.commit();
      }
      assertThat(claim(store, "o-2")).isEqualTo(Claim.REFUSED);
      List<OutboxEntry> entries = store.outbox(10);
      assertThat(entries)
          .extracting(entry -> entry.message().key())
          .containsExactly(KeyDigest.of("o-2"), null, null);
      store.removeFromOutbox(entries.subList(0, 2));
      assertThat(store.outbox(10)).hasSize(1);
    }
  }

  private static Outgoing message(@Nullable MessageKey key) {
    return new Outgoing("channel", "message", key, null, Map.of(), new byte[] {1});
  }

  @Test
  final void aClaimThatWaitsTooLongSaysThatAnotherHoldsTheKey() throws Exception {
    try (Store store = store("innodb_lock_wait_timeout=1");
        UnitOfWork first = store.begin()) {
      claim(first, "o-1");
      assertThatThrownBy(() -> claim(store, "o-1")).hasMessageContaining("[DulyStoreLocked]");
    }
  }

  /** The statement that waited in vain is rolled back alone: what came before it still counts. */
  @Test
  final void aHandlerMayGoOnAfterAWaitForALockThatWasTooLong() throws Exception {
    run("CREATE TABLE busy (id INTEGER PRIMARY KEY)", "INSERT INTO busy VALUES (1)");
    try (Connection other = database.connect();
        Store store = store("innodb_lock_wait_timeout=1")) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("DELETE FROM busy");
      }
      try (UnitOfWork unit = store.begin()) {
        assertThat(claim(unit, "o-1")).isEqualTo(Claim.FRESH);
        try (Statement statement = unit.transaction().connection().createStatement()) {
          assertThatThrownBy(() -> statement.execute("DELETE FROM busy"))
              .isInstanceOf(SQLException.class);
        }
        unit.commit();
      }
      assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    }
  }

  /** It has rolled back all, not the statement alone. The heavier of the two lives on. */
  @Test
  final void aHandlerThatCatchesADeadlockIsCaught() throws Exception {
    run(
        "CREATE TABLE busy (id INTEGER PRIMARY KEY, n INTEGER)",
        "INSERT INTO busy VALUES (1, 0), (2, 0)");
    try (Connection other = database.connect();
        Store store = open();
        UnitOfWork unit = store.begin();
        Statement ours = unit.transaction().connection().createStatement();
        Statement theirs = other.createStatement()) {
      claim(unit, "o-1");
      ours.execute("UPDATE busy SET n = 1 WHERE id = 1");
      other.setAutoCommit(false);
      theirs.execute("INSERT INTO busy " + numbers());
      theirs.execute("UPDATE busy SET n = 2 WHERE id = 2");
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> updateFirst(theirs));
      assertThatThrownBy(() -> ours.execute("UPDATE busy SET n = 1 WHERE id = 2"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1213));
      waiting.join();
      other.rollback();
      ours.execute("INSERT INTO busy VALUES (3, 0)");
      assertThatThrownBy(unit::commit).hasMessageContaining("[DulyTransactionEnded]");
    }
    assertThat(text("SELECT COUNT(*) FROM busy")).isEqualTo("2");
  }

  /** A query of a thousand rows of two numbers, from 10 on. */
  private static String numbers() {
    return IntStream.range(10, 1010)
        .mapToObj(i -> "(" + i + ", 0)")
        .collect(Collectors.joining(", ", "VALUES ", ""));
  }

  private static void updateFirst(Statement statement) {
    try {
      statement.execute("UPDATE busy SET n = 2 WHERE id = 1");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A store over connections with settings of their own. */
  final Store store(String variables) throws SQLException {
    return storeWith("sessionVariables=" + variables);
  }

  final Store storeWith(String parameters) throws SQLException {
    String url = database.url() + "&" + parameters;
    Database with =
        new Database(url, database.user(), database.password(), database.name(), server());
    return MariaDb.store(product.source(with, "read committed"));
  }

  private String text(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  void asPlainUser() throws SQLException {
    run(
        "DROP USER IF EXISTS plain@'%'",
        "CREATE USER plain@'%' IDENTIFIED BY 'plain'",
        // It is let in by a table that is none of Duly's.
        "CREATE TABLE IF NOT EXISTS business (id INTEGER)",
        "GRANT SELECT ON " + database.name() + ".business TO plain@'%'");
  }

  @Override
  void letPlainUseTables() throws SQLException {
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON " + database.name() + ".* TO plain@'%'");
  }
}
