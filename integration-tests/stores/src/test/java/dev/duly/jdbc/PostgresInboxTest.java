/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys are filed in PostgreSQL, and that none is overlooked while that changes. */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
class PostgresInboxTest {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final String SCOPE = "billing/order-placed";
  private static DatabaseServer server;

  private Database database;
  private InboxClock clock;
  private Store store;

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.find();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    database = server.createDatabase();
    clock = new InboxClock(database);
    store = open("read committed");
    clock.rule(store);
    claim(store, "first");
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    database.close();
  }

  private Store open(String isolation) throws SQLException {
    return PostgreSql.open(Product.POSTGRES.source(database, isolation), List.of(), clock);
  }

  @Test
  void aKeyIsFoundInTheGenerationsBeforeUntilItsWindowIsOver() throws Exception {
    claim(store, "o-1");
    for (int day = 1; day < 7; day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    }
    clock.advance(Duration.ofDays(1).minusNanos(1000));
    assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    clock.advance(Duration.ofNanos(1000));
    assertThat(claim(store, "o-1")).isEqualTo(Claim.FRESH);
    assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commits", "rolls back"})
  void aClaimThatIsOpenAtTheSeamIsMetByAnother(String end) throws Exception {
    UnitOfWork old = store.begin();
    assertThat(claim(old, "o-1")).isEqualTo(Claim.FRESH);
    clock.advance(Duration.ofDays(3));
    long seam = clock.phase();
    assertThat(seam % 100_000).as("keys are filed in two generations").isNotZero();
    for (int i = 0; i < 3; i++) {
      clock.care();
    }
    assertThat(clock.phase()).as("as long as the old claim is open").isEqualTo(seam);

    CompletableFuture<Claim> young = CompletableFuture.supplyAsync(() -> claim(store, "o-1"));
    clock.awaitWaiting(young);
    assertThat(young).isNotDone();
    if (end.equals("commits")) {
      old.commit();
    }
    old.close();

    assertThat(young.get(60, TimeUnit.SECONDS))
        .isEqualTo(end.equals("commits") ? Claim.DUPLICATE : Claim.FRESH);
    clock.care();
    assertThat(clock.phase() % 100_000).as("the seam is over").isZero();
    assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    assertThat(store.outcome(SCOPE, KeyDigest.of("o-1"))).contains(Claim.State.DUPLICATE);
  }

  @Test
  void theSeamLastsAsLongAsSomebodyKnowsOnlyTheOldGeneration() throws Exception {
    UnitOfWork idle = store.begin();
    clock.advance(Duration.ofDays(3));
    clock.care();
    clock.care();
    // What it knew when it began is two phases old by now.
    assertThat(clock.phase() % 100_000).isZero();
    claim(store, "o-1");
    assertThat(claim(idle, "o-1")).isEqualTo(Claim.DUPLICATE);
    assertThat(claim(idle, "o-2")).isEqualTo(Claim.FRESH);
    idle.commit();
    idle.close();
    assertThat(claim(store, "o-2")).isEqualTo(Claim.DUPLICATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void whatSeesOnlyTheOldGenerationIsRepeated(String isolation) throws Exception {
    try (Store strict = open(isolation)) {
      claim(strict, "before");
      try (UnitOfWork unit = strict.begin()) {
        // From here on it sees nothing new, and it is not seen: it has claimed nothing yet.
        unit.parked("group", List.of("key"));
        claim(store, "o-1");
        nextGeneration();
        assertThat(claimOrRepeat(unit)).isNull();
      }
      assertThat(claim(strict, "o-1")).isEqualTo(Claim.DUPLICATE);
    }
  }

  @Test
  void theReplyOfAClaimAtTheSeamIsKeptAfterIt() throws Exception {
    clock.advance(Duration.ofDays(3));
    assertThat(clock.phase() % 100_000).isNotZero();
    try (UnitOfWork unit = store.begin()) {
      claim(unit, "asked");
      unit.reply(SCOPE, KeyDigest.of("asked"), new byte[] {1, 2});
      claim(unit, "refused");
      unit.refuse(SCOPE, KeyDigest.of("refused"));
      unit.commit();
    }
    clock.care();
    assertThat(clock.phase() % 100_000).isZero();
    assertThat(claim(store, "asked").reply()).containsExactly(1, 2);
    assertThat(claim(store, "refused")).isEqualTo(Claim.REFUSED);
  }

  @Test
  void aRefusalOfAnOlderGenerationCanBeRetriedOnce() throws Exception {
    try (UnitOfWork unit = store.begin()) {
      claim(unit, "o-1");
      unit.refuse(SCOPE, KeyDigest.of("o-1"));
      unit.commit();
    }
    nextGeneration();
    assertThat(claim(store, "o-1")).isEqualTo(Claim.REFUSED);
    ClaimRequest replay = new ClaimRequest(SCOPE, KeyDigest.of("o-1"), WINDOW, true);
    assertThat(claim(store, replay)).isEqualTo(Claim.FRESH);
    assertThat(claim(store, replay)).isEqualTo(Claim.DUPLICATE);
    assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    assertThat(store.outcome(SCOPE, KeyDigest.of("o-1"))).contains(Claim.State.DUPLICATE);
  }

  @Test
  void aDuplicateAtTheSeamLeavesNothingBehind() throws Exception {
    claim(store, "o-1");
    clock.advance(Duration.ofDays(3));
    assertThat(clock.phase() % 100_000).isNotZero();
    long rows = clock.number("SELECT count(*) FROM duly_inbox");
    assertThat(claim(store, "o-1")).isEqualTo(Claim.DUPLICATE);
    assertThat(clock.number("SELECT count(*) FROM duly_inbox")).isEqualTo(rows);
  }

  @Test
  void aStableTimeIsRememberedUntilTheWindowAfterIt() throws Exception {
    Instant occurredAt = clock.instant().minus(Duration.ofDays(5));
    assertThat(claim(store, request("o-1", occurredAt, false))).isEqualTo(Claim.FRESH);
    clock.advance(Duration.ofDays(2).minusNanos(1000));
    assertThat(claim(store, request("o-1", occurredAt, false))).isEqualTo(Claim.DUPLICATE);
    clock.advance(Duration.ofNanos(1000));
    assertThat(claim(store, request("o-1", occurredAt, false))).isEqualTo(Claim.TOO_OLD);
    assertThat(store.outcome(SCOPE, KeyDigest.of("o-1"))).isEmpty();
  }

  @Test
  void aReplayOfWhatIsTooOldIsRecognisedForItsWindow() throws Exception {
    Instant occurredAt = clock.instant().minus(WINDOW);
    ClaimRequest replay = request("o-1", occurredAt, true);
    // Its day is still there, and is dropped later.
    assertThat(claim(store, replay)).isEqualTo(Claim.FRESH);
    for (int day = 1; day < 7; day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(claim(store, replay)).isEqualTo(Claim.DUPLICATE);
    }
    clock.advance(Duration.ofDays(1));
    assertThat(claim(store, replay)).isEqualTo(Claim.FRESH);
  }

  @Test
  void whatWasClaimedWithoutAStableTimeIsRecognisedWithOne() throws Exception {
    Instant occurredAt = clock.instant();
    claim(store, "o-1");
    nextGeneration();
    assertThat(claim(store, request("o-1", occurredAt, false))).isEqualTo(Claim.DUPLICATE);
    // Meanwhile another process may still run without.
    assertThat(claim(store, request("o-2", occurredAt, false))).isEqualTo(Claim.FRESH);
    assertThat(claim(store, "o-2")).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void afterAWhileKeysWithAStableTimeAreFiledByTheirDayAlone() throws Exception {
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofDays(4));
      clock.care();
    }
    claim(store, request("o-1", clock.instant(), false));
    assertThat(clock.number("SELECT count(*) FROM duly_inbox WHERE bucket > 0")).isEqualTo(1);
    assertThat(clock.number("SELECT count(*) FROM duly_inbox WHERE bucket < 0")).isZero();
  }

  private void nextGeneration() throws SQLException {
    long before = clock.phase();
    clock.advance(Duration.ofDays(3));
    clock.care();
    assertThat(clock.phase()).isGreaterThan(before);
    assertThat(clock.phase() % 100_000).isZero();
  }

  private static Claim claimOrRepeat(UnitOfWork unit) {
    try {
      return claim(unit, "o-1");
    } catch (dev.duly.runtime.StoreException e) {
      assertThat(e).hasMessageContaining("[DulyStoreLocked]");
      return null;
    }
  }

  static Claim claim(Store store, String key) {
    return claim(store, request(key));
  }

  static Claim claim(Store store, ClaimRequest request) {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = unit.claim(List.of(request)).get(0);
      unit.commit();
      return claim;
    }
  }

  private static Claim claim(UnitOfWork unit, String key) {
    return unit.claim(List.of(request(key))).get(0);
  }

  private static ClaimRequest request(String key) {
    return new ClaimRequest(SCOPE, KeyDigest.of(key), WINDOW, false);
  }

  private static ClaimRequest request(String key, Instant occurredAt, boolean anyAge) {
    return new ClaimRequest(SCOPE, KeyDigest.of(key), WINDOW, anyAge, occurredAt, anyAge);
  }
}
