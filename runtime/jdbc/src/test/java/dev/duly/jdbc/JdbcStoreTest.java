/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.DownstreamKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreTest {
  private static final String SCOPE = "billing/order-placed";
  private static final Duration WINDOW = Duration.ofDays(7);

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private EmbeddedQueue db;

  @BeforeEach
  void open() {
    db = new EmbeddedQueue(directory, clock);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static ClaimRequest request(String text) {
    return new ClaimRequest(SCOPE, key(text), WINDOW, false);
  }

  private static List<Claim.State> states(List<Claim> claims) {
    return claims.stream().map(Claim::state).toList();
  }

  private List<Claim> claimAndCommit(ClaimRequest... requests) {
    try (UnitOfWork unit = db.store.begin()) {
      List<Claim> claims = unit.claim(List.of(requests));
      unit.commit();
      return claims;
    }
  }

  @Test
  void aClaimedKeyIsADuplicateOnceCommittedAndFreeAgainAfterARollback() {
    try (UnitOfWork unit = db.store.begin()) {
      assertThat(states(unit.claim(List.of(request("b"), request("a")))))
          .containsExactly(Claim.State.FRESH, Claim.State.FRESH);
      unit.commit();
    }
    try (UnitOfWork unit = db.store.begin()) {
      assertThat(states(unit.claim(List.of(request("a"), request("c"), request("b")))))
          .containsExactly(Claim.State.DUPLICATE, Claim.State.FRESH, Claim.State.DUPLICATE);
    }
    assertThat(db.store.outcome(SCOPE, key("a"))).contains(Claim.State.DUPLICATE);
    assertThat(db.store.outcome(SCOPE, key("c"))).isEmpty();
    assertThat(claimAndCommit(request("c"))).containsExactly(Claim.FRESH);
  }

  @Test
  void theSameKeyInAnotherScopeIsAnotherKey() {
    claimAndCommit(request("a"));
    assertThat(claimAndCommit(new ClaimRequest("mail/order-placed", key("a"), WINDOW, false)))
        .containsExactly(Claim.FRESH);
  }

  @Test
  void aKeyIsRememberedExactlyForItsWindow() {
    claimAndCommit(request("a"));
    clock.advance(WINDOW.minusNanos(1000));
    assertThat(((JdbcStore) db.store).purge()).isFalse();
    assertThat(claimAndCommit(request("a"))).containsExactly(Claim.DUPLICATE);
    clock.advance(Duration.ofNanos(1000));
    assertThat(db.store.outcome(SCOPE, key("a"))).isEmpty();
    assertThat(claimAndCommit(request("a"))).containsExactly(Claim.FRESH);
    assertThat(claimAndCommit(request("a"))).containsExactly(Claim.DUPLICATE);
  }

  @Test
  void thePurgeTakesOnlyWhatIsOverAndPassesByWhatIsHeld() {
    claimAndCommit(request("old"), request("held"));
    clock.advance(WINDOW);
    claimAndCommit(request("new"));
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(request("held")));
      ((JdbcStore) db.store).purge();
      unit.commit();
    }
    assertThat(rows("SELECT COUNT(*) FROM duly_inbox")).isEqualTo(2);
    assertThat(claimAndCommit(request("new"), request("held")))
        .containsExactly(Claim.DUPLICATE, Claim.DUPLICATE);
  }

  @Test
  void thePurgeTakesCallsWhoseWindowIsOver() {
    acquire("old");
    clock.advance(WINDOW);
    acquire("new");
    ((JdbcStore) db.store).purge();
    assertThat(rows("SELECT COUNT(*) FROM duly_effect")).isEqualTo(1);
    assertThat(db.store.effects().state(SCOPE, key("new"))).contains(EffectState.STARTED);
  }

  private void acquire(String text) {
    db.store
        .effects()
        .acquire(
            new EffectRequest(
                SCOPE,
                key(text),
                "attempt at " + text,
                new byte[] {1},
                DownstreamKey.of(SCOPE, key(text)),
                Duration.ofSeconds(30),
                WINDOW,
                false));
  }

  private long rows(String sql) {
    try (UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRefusedKeyStaysRefusedUnlessAnOperatorReplaysIt() {
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(request("a")));
      unit.refuse(SCOPE, key("a"));
      unit.commit();
    }
    assertThat(db.store.outcome(SCOPE, key("a"))).contains(Claim.State.REFUSED);
    assertThat(claimAndCommit(request("a"))).containsExactly(Claim.REFUSED);
    ClaimRequest replay = new ClaimRequest(SCOPE, key("a"), WINDOW, true);
    assertThat(claimAndCommit(replay)).containsExactly(Claim.FRESH);
    assertThat(claimAndCommit(replay)).containsExactly(Claim.DUPLICATE);
  }

  @Test
  void aDuplicateRequestGetsTheStoredReply() {
    byte[] reply = {1, 2, 3};
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(request("a")));
      unit.reply(SCOPE, key("a"), reply);
      unit.commit();
    }
    assertThat(claimAndCommit(request("a")))
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.state()).isEqualTo(Claim.State.DUPLICATE);
              assertThat(claim.reply()).isEqualTo(reply);
            });
  }

  @Test
  void aKeyThatAnotherUnitHoldsIsWaitedForAndThenADuplicate() {
    CompletableFuture<List<Claim>> second;
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(request("a")));
      second = CompletableFuture.supplyAsync(() -> claimAndCommit(request("a"), request("b")));
      unit.commit();
    }
    assertThat(second.join()).containsExactly(Claim.DUPLICATE, Claim.FRESH);
  }

  @Test
  void aKeyThatAnotherUnitGivesBackIsFresh() {
    CompletableFuture<List<Claim>> second;
    try (UnitOfWork unit = db.store.begin()) {
      unit.claim(List.of(request("a")));
      second = CompletableFuture.supplyAsync(() -> claimAndCommit(request("a")));
    }
    assertThat(second.join()).containsExactly(Claim.FRESH);
  }

  @Test
  void overlappingBatchesOfManyThreadsNeverDeadlockAndEachKeyIsFreshOnce() throws Exception {
    Map<String, Integer> fresh = new ConcurrentHashMap<>();
    List<Future<?>> running = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      running.add(
          threads.submit(
              () -> {
                for (int round = 0; round < 40; round++) {
                  List<String> keys = new ArrayList<>();
                  random.ints(0, 200).distinct().limit(20).forEach(i -> keys.add("k" + i));
                  Collections.shuffle(keys, random);
                  try (UnitOfWork unit = db.store.begin()) {
                    List<Claim> claims =
                        unit.claim(keys.stream().map(JdbcStoreTest::request).toList());
                    if (random.nextInt(4) > 0) {
                      unit.commit();
                      for (int i = 0; i < keys.size(); i++) {
                        if (claims.get(i).state() == Claim.State.FRESH) {
                          fresh.merge(keys.get(i), 1, Integer::sum);
                        }
                      }
                    }
                  }
                }
              }));
    }
    threads.shutdown();
    for (Future<?> one : running) {
      one.get();
    }
    assertThat(fresh).hasSize(200);
    assertThat(fresh.values()).containsOnly(1);
  }

  @Test
  void anOutboxRowThatCommitsLateIsNotSkipped() {
    try (UnitOfWork late = db.store.begin()) {
      late.enqueue(List.of(message("payments", "late", "late")));
      try (UnitOfWork early = db.store.begin()) {
        early.enqueue(
            List.of(message("payments", "early", "1"), message("payments", "early", "2")));
        early.commit();
      }
      List<OutboxEntry> first = db.store.outbox(10);
      assertThat(first).extracting(entry -> entry.message().partitionKey()).containsOnly("early");
      assertThat(db.store.outbox(1)).hasSize(1);
      db.store.removeFromOutbox(first);
      db.store.removeFromOutbox(first);
      late.commit();
    }
    assertThat(db.store.outbox(10))
        .singleElement()
        .satisfies(entry -> assertThat(entry.message().headers()).containsEntry("ce-id", "late"));
  }

  @Test
  void attemptsOutliveTheProcessUntilTheyAreCleared() {
    assertThat(db.store.recordAttempt(SCOPE, key("a"))).isEqualTo(1);
    close();
    open();
    assertThat(db.store.recordAttempt(SCOPE, key("a"))).isEqualTo(2);
    assertThat(db.store.recordAttempt(SCOPE, key("b"))).isEqualTo(1);
    db.store.clearAttempts(SCOPE, key("a"));
    assertThat(db.store.recordAttempt(SCOPE, key("a"))).isEqualTo(1);
  }

  @Test
  void aHandlerCannotEndTheTransaction() throws Exception {
    try (UnitOfWork unit = db.store.begin()) {
      Connection connection = unit.transaction().connection();
      assertThat(unit.transaction().unwrap(Connection.class)).isSameAs(connection);
      assertThatThrownBy(() -> unit.transaction().unwrap(String.class))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(connection::commit)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("[DulyTransactionOwned]");
      assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
      connection.close();
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void aTransactionThatWasEndedBehindOurBackIsNotTakenForCommitted() throws Exception {
    try (UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement()) {
      unit.claim(List.of(request("a")));
      statement.execute("ROLLBACK");
      statement.execute("CREATE TABLE t (id INT)");
      statement.execute("INSERT INTO t VALUES (1)");
      assertThatThrownBy(unit::commit)
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("[DulyTransactionEnded]");
    }
    assertThat(db.store.outcome(SCOPE, key("a"))).isEmpty();
    assertThat(rows("SELECT COUNT(*) FROM t")).isZero();
  }
}
