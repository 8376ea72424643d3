/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.testing.AdjustableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} must do. A subclass says how to open one; each test gets an empty store.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls startStore first.
public abstract class StoreConformance {
  private static final String SCOPE = "billing/order-placed";
  private static final String OTHER_SCOPE = "mail/order-placed";
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final MessageKey KEY = KeyDigest.of("o-1");
  private static final MessageKey OTHER_KEY = KeyDigest.of("o-2");
  private static final MessageKey THIRD_KEY = KeyDigest.of("o-3");

  private final AdjustableClock clock = new AdjustableClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Store store;

  /** For subclasses. */
  protected StoreConformance() {}

  /**
   * Opens the store. Called again after a restart, it must bring back what was committed.
   *
   * @param clock what windows end by; stands still but for {@link #elapse}
   */
  protected abstract Store open(Clock clock);

  /** Ends the process that uses {@code store} and starts the next; closes and opens it. */
  protected Store restart(Store store) {
    store.close();
    return open(clock);
  }

  /** Writes a business row in the transaction of {@code unit}. */
  protected abstract void writeRow(UnitOfWork unit, String key) throws Exception;

  /** Whether a business row was committed. */
  protected abstract boolean hasRow(Store store, String key) throws Exception;

  /** Lets time pass. */
  protected void elapse(Duration time) {
    clock.advance(time);
  }

  /** The time that windows end by. */
  protected Instant now() {
    return clock.instant();
  }

  @BeforeEach
  final void startStore() {
    store = open(clock);
    prepare();
  }

  @AfterEach
  final void stopStore() {
    threads.shutdownNow();
    store.close();
  }

  @Test
  void aKeyIsFreshOnceAndADuplicateFromThenOn() {
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.FRESH);

    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.DUPLICATE);
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void aKeyOfARolledBackUnitIsFreshAgain() {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY)));
    }

    assertThat(store.outcome(SCOPE, KEY)).isEmpty();
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.FRESH);
  }

  @Test
  void aKeyClaimedTwiceInOneUnitIsADuplicateTheSecondTime() {
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of(request(KEY)))).containsExactly(Claim.FRESH);
      assertThat(unit.claim(List.of(request(KEY)))).containsExactly(Claim.DUPLICATE);
    }
  }

  @Test
  void theSameKeyInTwoScopesIsTwoKeys() {
    claimAndCommit(KEY);

    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of(new ClaimRequest(OTHER_SCOPE, KEY, WINDOW, false))))
          .containsExactly(Claim.FRESH);
    }
  }

  @Test
  void aBatchIsAnsweredInTheOrderOfItsRequests() {
    List<MessageKey> keys = IntStream.range(0, 200).mapToObj(i -> KeyDigest.of("b", i)).toList();
    try (UnitOfWork unit = store.begin()) {
      List<ClaimRequest> third =
          IntStream.range(0, 200)
              .filter(i -> i % 3 == 0)
              .mapToObj(i -> request(keys.get(i)))
              .toList();
      assertThat(unit.claim(third)).containsOnly(Claim.FRESH);
      unit.commit();
    }

    try (UnitOfWork unit = store.begin()) {
      List<Claim> claims = unit.claim(keys.stream().map(StoreConformance::request).toList());
      assertThat(claims)
          .isEqualTo(
              IntStream.range(0, 200)
                  .mapToObj(i -> i % 3 == 0 ? Claim.DUPLICATE : Claim.FRESH)
                  .toList());
    }
  }

  @Test
  void anEmptyBatchHasNoAnswers() {
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of())).isEmpty();
      unit.enqueue(List.of());
      unit.commit();
    }
    assertThat(store.outbox(10)).isEmpty();
  }

  @Test
  void theOutcomeOfAKeyIsKnownWhenItIsCommitted() {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY), request(OTHER_KEY)));
      unit.refuse(SCOPE, OTHER_KEY);
      unit.commit();
    }

    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.DUPLICATE);
    assertThat(store.outcome(SCOPE, OTHER_KEY)).contains(Claim.State.REFUSED);
    assertThat(store.outcome(OTHER_SCOPE, KEY)).isEmpty();
  }

  @Test
  void aKeyThatAnotherOpenUnitHoldsIsADuplicateWhenThatOneCommits() throws Exception {
    UnitOfWork first = store.begin();
    first.claim(List.of(request(KEY)));
    Future<Claim> second = claimInAnotherThread();

    assertNotDone(second);
    first.commit();
    first.close();

    assertThat(get(second)).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void aKeyThatAnotherOpenUnitHoldsIsFreshWhenThatOneRollsBack() throws Exception {
    UnitOfWork first = store.begin();
    first.claim(List.of(request(KEY)));
    Future<Claim> second = claimInAnotherThread();

    assertNotDone(second);
    first.close();

    assertThat(get(second)).isEqualTo(Claim.FRESH);
  }

  @Test
  void overlappingBatchesInOppositeOrderDoNotDeadlock() throws Exception {
    List<Future<Integer>> fresh = new ArrayList<>();
    CountDownLatch together = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      boolean backwards = thread % 2 == 0;
      fresh.add(threads.submit(() -> claimRounds(backwards, together)));
    }

    int total = 0;
    for (Future<Integer> one : fresh) {
      total += get(one);
    }
    assertThat(total).as("every key is fresh for exactly one").isEqualTo(20 * 20);
  }

  @Test
  void businessRowsCommitWithTheClaim() throws Exception {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY)));
      writeRow(unit, "kept");
      assertThat(hasRow(store, "kept")).isFalse();
      unit.commit();
    }
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(OTHER_KEY)));
      writeRow(unit, "rolled back");
    }

    assertThat(hasRow(store, "kept")).isTrue();
    assertThat(hasRow(store, "rolled back")).isFalse();
  }

  @Test
  void aTransactionOfAnotherStoreIsNotToBeHad() {
    try (UnitOfWork unit = store.begin()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> unit.transaction().unwrap(StoreConformance.class));
    }
  }

  @Test
  void aRefusedKeyStaysRefused() {
    refuse(KEY);

    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.REFUSED);
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.REFUSED);
  }

  @Test
  void aRefusalThatIsRolledBackIsForgotten() {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY)));
      unit.refuse(SCOPE, KEY);
    }

    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.FRESH);
  }

  @Test
  void aReplayMayClaimARefusedKeyAgain() {
    refuse(KEY);
    ClaimRequest replay = new ClaimRequest(SCOPE, KEY, WINDOW, true);

    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of(replay))).containsExactly(Claim.FRESH);
    }
    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.REFUSED);

    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of(replay))).containsExactly(Claim.FRESH);
      unit.commit();
    }
    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.DUPLICATE);
  }

  @Test
  void aReplayOfWhatWasDoneIsADuplicate() {
    claimAndCommit(KEY);

    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.claim(List.of(new ClaimRequest(SCOPE, KEY, WINDOW, true))))
          .containsExactly(Claim.DUPLICATE);
    }
  }

  @Test
  void aReplayRefusedAgainStaysRefused() {
    refuse(KEY);
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(new ClaimRequest(SCOPE, KEY, WINDOW, true)));
      unit.refuse(SCOPE, KEY);
      unit.commit();
    }

    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.REFUSED);
  }

  @Test
  void aDuplicateOfARequestGetsItsReply() {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY)));
      unit.reply(SCOPE, KEY, new byte[] {1, 2, 3});
      unit.commit();
    }

    Claim duplicate = claimAndCommit(KEY);
    assertThat(duplicate.state()).isEqualTo(Claim.State.DUPLICATE);
    assertThat(duplicate.reply()).containsExactly(1, 2, 3);
  }

  @Test
  void outgoingMessagesAreSeenWhenTheirUnitHasCommitted() {
    UnitOfWork unit = store.begin();
    unit.enqueue(List.of(message("a"), message("b")));
    assertThat(store.outbox(10)).isEmpty();

    unit.commit();
    unit.close();

    assertThat(bodies(store.outbox(10))).containsExactly("a", "b");
    assertThat(bodies(store.outbox(1))).containsExactly("a");
  }

  @Test
  void outgoingMessagesOfARolledBackUnitAreGone() {
    try (UnitOfWork unit = store.begin()) {
      unit.enqueue(List.of(message("a")));
    }

    assertThat(store.outbox(10)).isEmpty();
  }

  @Test
  void anOutgoingMessageKeepsAllItsParts() {
    Outgoing full =
        new Outgoing("orders", "order-placed", KEY, "k", Map.of("tenant", "blå"), new byte[] {-1});
    Outgoing bare = new Outgoing("orders", "order-placed", null, null, Map.of(), new byte[0]);
    try (UnitOfWork unit = store.begin()) {
      unit.enqueue(List.of(full, bare));
      unit.commit();
    }

    List<Outgoing> kept = store.outbox(10).stream().map(OutboxEntry::message).toList();
    assertThat(kept).usingRecursiveFieldByFieldElementComparator().containsExactly(full, bare);
  }

  @Test
  void aUnitThatCommitsLateIsNotSkipped() {
    UnitOfWork late = store.begin();
    late.enqueue(List.of(message("late")));
    try (UnitOfWork early = store.begin()) {
      early.enqueue(List.of(message("early")));
      early.commit();
    }
    // A store may keep the early one back until the late one has ended; it must not lose either.
    List<OutboxEntry> relayed = new ArrayList<>(store.outbox(10));
    store.removeFromOutbox(relayed);

    late.commit();
    late.close();
    relayed.addAll(store.outbox(10));

    assertThat(bodies(relayed)).containsExactlyInAnyOrder("early", "late");
  }

  @Test
  void messagesOfOneKeyLeaveInTheOrderOfTheirCommits() {
    for (int i = 0; i < 20; i++) {
      try (UnitOfWork unit = store.begin()) {
        unit.enqueue(List.of(message("m" + i)));
        unit.commit();
      }
    }

    assertThat(bodies(store.outbox(100)))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void relayedMessagesAreForgottenAndOthersKept() {
    try (UnitOfWork unit = store.begin()) {
      unit.enqueue(List.of(message("a"), message("b"), message("c")));
      unit.commit();
    }

    store.removeFromOutbox(store.outbox(2));
    store.removeFromOutbox(List.of());

    assertThat(bodies(store.outbox(10))).containsExactly("c");
  }

  @Test
  void attemptsAreCountedForEachKeyUntilTheyAreCleared() {
    assertThat(store.recordAttempt(SCOPE, KEY)).isEqualTo(1);
    assertThat(store.recordAttempt(SCOPE, KEY)).isEqualTo(2);
    assertThat(store.recordAttempt(SCOPE, OTHER_KEY)).isEqualTo(1);
    assertThat(store.recordAttempt(OTHER_SCOPE, KEY)).isEqualTo(1);

    store.clearAttempts(SCOPE, KEY);
    store.clearAttempts(SCOPE, KEY);

    assertThat(store.recordAttempt(SCOPE, KEY)).isEqualTo(1);
    assertThat(store.recordAttempt(SCOPE, OTHER_KEY)).isEqualTo(2);
  }

  @Test
  void aKeyIsRememberedForItsWindow() {
    claimAndCommit(KEY);

    elapse(WINDOW.minusSeconds(1));
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.DUPLICATE);
    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.DUPLICATE);
  }

  @Test
  void aCopyWithTheSameStableTimeIsADuplicate() {
    ClaimRequest request = request(KEY, now().minus(Duration.ofDays(2)), false);

    assertThat(claimAndCommit(request)).isEqualTo(Claim.FRESH);
    assertThat(claimAndCommit(request)).isEqualTo(Claim.DUPLICATE);
    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.DUPLICATE);
  }

  @Test
  void whatHasNoTimeWithinItsWindowIsToldAndNotKept() {
    try (UnitOfWork unit = store.begin()) {
      assertThat(
              unit.claim(
                  List.of(
                      request(KEY, now().minus(WINDOW).minusSeconds(60), false),
                      request(OTHER_KEY),
                      request(THIRD_KEY, now().plus(Duration.ofDays(2)), false))))
          .containsExactly(Claim.TOO_OLD, Claim.FRESH, Claim.TOO_NEW);
      unit.commit();
    }

    assertThat(store.outcome(SCOPE, KEY)).isEmpty();
    assertThat(store.outcome(SCOPE, OTHER_KEY)).contains(Claim.State.DUPLICATE);
    assertThat(store.outcome(SCOPE, THIRD_KEY)).isEmpty();
  }

  @Test
  void whatIsTooOldRunsOnceIfAPersonWantsIt() {
    Instant before = now().minus(WINDOW.multipliedBy(10));
    ClaimRequest replay = request(KEY, before, true);

    assertThat(claimAndCommit(replay)).isEqualTo(Claim.FRESH);
    assertThat(claimAndCommit(replay)).isEqualTo(Claim.DUPLICATE);
    assertThat(claimAndCommit(request(KEY, before, false))).isEqualTo(Claim.TOO_OLD);
  }

  @Test
  void aReplayOfAMessageWithAStableTimeIsRecognised() {
    Instant occurredAt = now().minus(Duration.ofDays(2));
    claimAndCommit(request(KEY, occurredAt, false));

    assertThat(claimAndCommit(request(KEY, occurredAt, true))).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void unitsEndOnce() {
    UnitOfWork unit = store.begin();
    unit.claim(List.of(request(KEY)));
    unit.commit();
    unit.close();
    unit.close();

    assertThatExceptionOfType(StoreException.class).isThrownBy(unit::commit);
    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.DUPLICATE);
  }

  @Test
  void aRestartKeepsWhatWasCommittedAndNothingElse() throws Exception {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(KEY)));
      unit.enqueue(List.of(message("kept")));
      writeRow(unit, "kept");
      unit.commit();
    }
    store.recordAttempt(SCOPE, OTHER_KEY);
    UnitOfWork open = store.begin();
    open.claim(List.of(request(OTHER_KEY)));
    open.enqueue(List.of(message("lost")));
    writeRow(open, "lost");

    store = restart(store);
    prepare();

    assertThat(store.outcome(SCOPE, KEY)).contains(Claim.State.DUPLICATE);
    assertThat(bodies(store.outbox(10))).containsExactly("kept");
    assertThat(hasRow(store, "kept")).isTrue();
    assertThat(hasRow(store, "lost")).isFalse();
    assertThat(store.recordAttempt(SCOPE, OTHER_KEY)).isEqualTo(2);
    assertThat(claimAndCommit(OTHER_KEY)).isEqualTo(Claim.FRESH);
    assertThatExceptionOfType(StoreException.class).isThrownBy(open::commit);
  }

  @Test
  void preparingAgainForgetsNothing() {
    claimAndCommit(KEY);

    prepare();

    assertThat(claimAndCommit(KEY)).isEqualTo(Claim.DUPLICATE);
  }

  private int claimRounds(boolean backwards, CountDownLatch together) throws Exception {
    together.countDown();
    together.await();
    int fresh = 0;
    for (int round = 0; round < 20; round++) {
      int number = round;
      List<ClaimRequest> batch =
          new ArrayList<>(
              IntStream.range(0, 20).mapToObj(i -> request(KeyDigest.of(number, i))).toList());
      if (backwards) {
        Collections.reverse(batch);
      }
      try (UnitOfWork unit = store.begin()) {
        fresh += (int) unit.claim(batch).stream().filter(Claim.FRESH::equals).count();
        unit.commit();
      }
    }
    return fresh;
  }

  private Future<Claim> claimInAnotherThread() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Future<Claim> claim =
        threads.submit(
            () -> {
              started.countDown();
              return claimAndCommit(KEY);
            });
    started.await();
    return claim;
  }

  /** That it waits cannot be seen at once; that it did not wait shows soon. */
  private static void assertNotDone(Future<Claim> claim) {
    CompletableFuture<Void> grace = new CompletableFuture<>();
    grace.completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).join();
    assertThat(claim.isDone()).as("answered while another unit holds the key").isFalse();
  }

  private void prepare() {
    store.prepare(
        new Topology(new TreeSet<>(), List.of(), new TreeSet<>(Set.of(SCOPE, OTHER_SCOPE))));
  }

  private Claim claimAndCommit(MessageKey key) {
    return claimAndCommit(request(key));
  }

  private Claim claimAndCommit(ClaimRequest request) {
    try (UnitOfWork unit = store.begin()) {
      Claim claim = unit.claim(List.of(request)).get(0);
      unit.commit();
      return claim;
    }
  }

  private void refuse(MessageKey key) {
    try (UnitOfWork unit = store.begin()) {
      unit.claim(List.of(request(key)));
      unit.refuse(SCOPE, key);
      unit.commit();
    }
  }

  private static ClaimRequest request(MessageKey key) {
    return new ClaimRequest(SCOPE, key, WINDOW, false);
  }

  private static ClaimRequest request(MessageKey key, Instant occurredAt, boolean anyAge) {
    return new ClaimRequest(SCOPE, key, WINDOW, false, occurredAt, anyAge);
  }

  private static Outgoing message(String body) {
    return new Outgoing(
        "orders", "order-placed", null, "k", Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> bodies(List<OutboxEntry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.message().body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }
}
