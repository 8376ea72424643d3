/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Partitions come and go, whoever may change tables, and nobody who claims waits for it. */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class InboxPartitionsTest {
  // The common pool has one thread on a machine of two processors, and one of the tasks goes on.
  private static final Executor THREADS = task -> new Thread(task).start();

  private static final Duration WEEK = Duration.ofDays(7);
  private static DatabaseServer server;

  private Database database;
  private InboxClock clock;

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.find();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = server.createDatabase();
    clock = new InboxClock(database);
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private Store open(DataSource source) {
    return PostgreSql.open(source, List.of(), clock);
  }

  /** As a user who may not change tables, or as their owner. */
  private DataSource source(String user) throws SQLException {
    DataSource owner = Product.POSTGRES.source(database, "read committed");
    if (user.equals("owner")) {
      return owner;
    }
    PostgreSql.store(owner).close();
    for (String sql :
        List.of(
            "DROP ROLE IF EXISTS inbox_plain",
            "CREATE ROLE inbox_plain LOGIN PASSWORD 'plain'",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO inbox_plain",
            "GRANT SELECT ON duly_inbox_phase TO inbox_plain")) {
      try (var connection = database.connect();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setURL(database.url());
    plain.setUser("inbox_plain");
    plain.setPassword("plain");
    return plain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "plain user"})
  void partitionsAreMadeAheadAndDroppedWhenTheyAreOver(String user) throws Exception {
    DataSource source = source(user);
    PostgreSql.store(Product.POSTGRES.source(database, "read committed")).close();
    try (Store store = open(source)) {
      clock.rule(store);
      Instant first = clock.instant();
      assertThat(claim(store, "o-1", first, WEEK)).isEqualTo(Claim.FRESH);
      assertThat(claim(store, "o-2", null, WEEK)).isEqualTo(Claim.FRESH);
      clock.advance(Duration.ofDays(1));
      assertThat(claim(store, "o-3", clock.instant().plus(Duration.ofHours(23)), WEEK))
          .isEqualTo(Claim.FRESH);
      long many = clock.number("SELECT count(*) FROM duly_inbox_partition");
      for (int i = 0; i < 12; i++) {
        clock.advance(Duration.ofDays(1));
        clock.care();
      }
      assertThat(clock.number("SELECT count(*) FROM duly_inbox"))
          .as("all windows are over")
          .isZero();
      assertThat(clock.number("SELECT count(*) FROM duly_inbox_partition"))
          .isLessThanOrEqualTo(many + 4);
      assertThat(claim(store, "o-1", clock.instant(), WEEK)).isEqualTo(Claim.FRESH);
      assertThat(clock.number("SELECT count(*) FROM duly_inbox_partition WHERE NOT attached"))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "plain user"})
  void nobodyWaitsWhileAPartitionCannotBeDropped(String user) throws Exception {
    DataSource source = source(user);
    PostgreSql.store(Product.POSTGRES.source(database, "read committed")).close();
    try (Store store = open(source)) {
      clock.rule(store);
      Instant first = clock.instant();
      claim(store, "o-1", first, WEEK);
      String day = "SELECT count(*) FROM duly_inbox_partition WHERE first = " + bucket(first);
      assertThat(clock.number(day)).isEqualTo(1);
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Void> care;
      try (UnitOfWork open = store.begin()) {
        open.claim(List.of(request("o-2", first, WEEK)));
        clock.sleep(Duration.ofDays(12));
        clock.run("SELECT duly_inbox_make()");
        care =
            CompletableFuture.runAsync(
                () -> {
                  while (!enough.get()) {
                    clock.care();
                  }
                },
                THREADS);
        try {
          for (int i = 0; i < 30; i++) {
            Instant now = clock.instant();
            String key = "k-" + i;
            CompletableFuture<Claim> claim =
                CompletableFuture.supplyAsync(() -> claim(store, key, now, WEEK), THREADS);
            assertThat(claim.get(30, TimeUnit.SECONDS)).isEqualTo(Claim.FRESH);
          }
        } finally {
          enough.set(true);
        }
        care.get(60, TimeUnit.SECONDS);
        assertThat(clock.number(day)).as("somebody works on it").isEqualTo(1);
      }
      clock.care();
      clock.care();
      assertThat(clock.number(day)).isZero();
    }
  }

  private static long bucket(Instant time) {
    return time.getEpochSecond() / Duration.ofDays(1).toSeconds();
  }

  @Test
  void theLongestWindowOfAllKeepsAPartition() throws Exception {
    try (Store store = open(source("owner"))) {
      clock.rule(store);
      Instant first = clock.instant();
      claim(store, "o-1", first, Duration.ofDays(90));
      try (Store other = open(source("owner"))) {
        claim(other, "o-2", first, Duration.ofDays(1));
        for (int i = 0; i < 8; i++) {
          clock.advance(Duration.ofDays(11));
          other.outbox(1);
          ((JdbcStore) other).purge();
        }
        assertThat(claim(store, "o-1", first, Duration.ofDays(90))).isEqualTo(Claim.DUPLICATE);
        assertThat(clock.number("SELECT count(*) FROM duly_inbox_partition"))
            .as("long windows take wide partitions")
            .isLessThan(40);
        for (int i = 0; i < 3; i++) {
          clock.advance(Duration.ofDays(5));
        }
        assertThat(clock.number("SELECT count(*) FROM duly_inbox")).isZero();
      }
    }
  }

  @Test
  void aLongerWindowFindsThePartitionsOfItsDays() throws Exception {
    try (Store store = open(source("owner"))) {
      clock.rule(store);
      claim(store, "o-1", clock.instant(), WEEK);
      Instant before = clock.instant().minus(Duration.ofDays(20));
      assertThat(claim(store, "o-2", before, WEEK)).isEqualTo(Claim.TOO_OLD);
      assertThat(claim(store, "o-2", before, Duration.ofDays(30))).isEqualTo(Claim.FRESH);
      assertThat(claim(store, "o-2", before, Duration.ofDays(30))).isEqualTo(Claim.DUPLICATE);
    }
  }

  @Test
  void whatNobodyHasMadeAheadIsMadeByTheFirstClaimThatNeedsIt() throws Exception {
    try (Store store = open(source("owner"))) {
      clock.rule(store);
      claim(store, "o-1", clock.instant(), WEEK);
      clock.sleep(Duration.ofDays(30));
      assertThatThrownBy(() -> claim(store, "o-2", clock.instant(), WEEK))
          .isInstanceOf(StoreException.class);
      assertThat(claim(store, "o-2", clock.instant(), WEEK)).isEqualTo(Claim.FRESH);
    }
  }

  @Test
  void whatWasRememberedBeforeThereWerePartitionsStillIs() throws Exception {
    DataSource source = source("owner");
    Schema before =
        new Schema(
            new PostgresDialect(),
            "db/postgresql/",
            List.of("V1__inbox_outbox_effects.sql", "V2__parking.sql"));
    before.migrate(source, new PlainCommits());
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO duly_scope (id, name) VALUES (7, 's')");
      statement.execute(
          "INSERT INTO duly_inbox (scope, dedupe_key, outcome, seen_at, keep_until) SELECT 7, k, 'D',"
              + " now(), now() + INTERVAL '7 days' FROM unnest(ARRAY['"
              + KeyDigest.of("o-1").toUuid()
              + "', '"
              + KeyDigest.of("o-2").toUuid()
              + "']::uuid[]) AS k");
    }
    try (Store store = PostgreSql.store(source)) {
      assertThat(claim(store, "o-1", null, WEEK)).isEqualTo(Claim.DUPLICATE);
      assertThat(claim(store, "o-2", Instant.now(), WEEK)).isEqualTo(Claim.DUPLICATE);
      assertThat(claim(store, "o-3", Instant.now(), WEEK)).isEqualTo(Claim.FRESH);
    }
  }

  private static Claim claim(Store store, String key, Instant occurredAt, Duration window) {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = unit.claim(List.of(request(key, occurredAt, window))).get(0);
      unit.commit();
      return claim;
    }
  }

  private static ClaimRequest request(String key, Instant occurredAt, Duration window) {
    return new ClaimRequest("s", KeyDigest.of(key), window, false, occurredAt, false);
  }
}
