/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.DownstreamKey;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.testing.AdjustableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the {@link EffectLog} of every {@link Store} must do. A subclass says how to open one; each
 * test gets an empty store.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls startStore first.
public abstract class EffectConformance {
  private static final String SCOPE = "billing/charge-card";
  private static final String OTHER_SCOPE = "mail/charge-card";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final MessageKey KEY = KeyDigest.of("o-1");
  private static final byte[] RESULT = bytes("paid");

  private final AdjustableClock clock = new AdjustableClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Store store;

  /** For subclasses. */
  protected EffectConformance() {}

  /**
   * Opens the store. Called again after a restart, it must bring back what was committed.
   *
   * @param clock what leases and windows end by; stands still but for {@link #elapse}
   */
  protected abstract Store open(Clock clock);

  /** Ends the process that uses {@code store} and starts the next; closes and opens it. */
  protected Store restart(Store store) {
    store.close();
    return open(clock);
  }

  /** Lets time pass. */
  protected void elapse(Duration time) {
    clock.advance(time);
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
  void aKeyIsAcquiredOnceAndInProgressForOthersUntilItsLeaseEnds() {
    EffectAnswer first = acquire("a");

    assertThat(first).isInstanceOf(EffectAnswer.Acquired.class);
    assertThat(((EffectAnswer.Acquired) first).mayHaveHappened()).isFalse();
    elapse(LEASE.minusSeconds(1));
    assertThat(acquire("b")).isEqualTo(new EffectAnswer.InProgress(clock.instant().plusSeconds(1)));
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.STARTED);
  }

  @Test
  void nothingIsKnownOfAKeyNobodyAskedFor() {
    assertThat(store.effects().state(SCOPE, KEY)).isEmpty();
  }

  @Test
  void theSameKeyInTwoScopesIsTwoRecords() {
    acquired("a");

    EffectAnswer other =
        store
            .effects()
            .acquire(
                new EffectRequest(
                    OTHER_SCOPE,
                    KEY,
                    "b",
                    bytes("body"),
                    DownstreamKey.of(OTHER_SCOPE, KEY),
                    LEASE,
                    WINDOW,
                    false));
    assertThat(other).isInstanceOf(EffectAnswer.Acquired.class);
  }

  @Test
  void askingAgainUnderTheSameNameGivesTheSameHold() {
    EffectHold hold = acquired("a").hold();

    EffectAnswer.Acquired again = acquired("a");

    assertThat(again.hold()).isEqualTo(hold);
    assertThat(again.mayHaveHappened()).isFalse();
  }

  @Test
  void aLeaseThatEndedLeavesTheKeyInDoubtForTheNext() {
    EffectHold hold = acquired("a").hold();
    elapse(LEASE);

    EffectAnswer.Acquired next = acquired("b");

    assertThat(next.mayHaveHappened()).isTrue();
    assertThat(next.hold().fence()).isGreaterThan(hold.fence());
  }

  @Test
  void aReleasedKeyIsAcquiredAtOnceAndWithoutDoubt() {
    EffectHold hold = acquired("a").hold();

    assertThat(store.effects().release(hold)).isTrue();

    EffectAnswer.Acquired next = acquired("b");
    assertThat(next.mayHaveHappened()).isFalse();
    assertThat(next.hold().fence()).isGreaterThan(hold.fence());
  }

  @Test
  void aDoubtOutlivesALaterAttemptThatSurelyDidNothing() {
    acquired("a");
    elapse(LEASE);
    store.effects().release(acquired("b").hold());

    assertThat(acquired("c").mayHaveHappened()).isTrue();
  }

  @Test
  void whatIsDoneIsReplayedWithItsResult() {
    assertThat(conclude(acquired("a").hold(), EffectEnd.done(RESULT))).isTrue();

    elapse(Duration.ofDays(1));
    EffectAnswer answer = acquire("b");
    assertThat(answer).isInstanceOf(EffectAnswer.Replay.class);
    assertThat(((EffectAnswer.Replay) answer).result()).isEqualTo(RESULT);
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.DONE);
  }

  @Test
  void whatIsDoneWithoutAResultIsReplayedWithoutOne() {
    conclude(acquired("a").hold(), EffectEnd.done(null));

    assertThat(acquire("b")).isEqualTo(new EffectAnswer.Replay(null));
  }

  @Test
  void aRefusalIsReplayedUntilAnOperatorTriesAgain() {
    conclude(acquired("a").hold(), EffectEnd.failed(RESULT));

    EffectAnswer answer = acquire("b");
    assertThat(answer).isInstanceOf(EffectAnswer.ReplayFailure.class);
    assertThat(((EffectAnswer.ReplayFailure) answer).error()).isEqualTo(RESULT);
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.FAILED);

    EffectAnswer again = store.effects().acquire(request("c", "body", true));
    assertThat(again).isInstanceOf(EffectAnswer.Acquired.class);
    assertThat(((EffectAnswer.Acquired) again).mayHaveHappened()).isFalse();
  }

  @Test
  void anUnknownOutcomeStaysUnknownUntilAnOperatorTriesAgain() {
    conclude(acquired("a").hold(), EffectEnd.unknown());

    elapse(LEASE);
    assertThat(acquire("b")).isEqualTo(new EffectAnswer.Unknown());
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.UNKNOWN);

    EffectAnswer again = store.effects().acquire(request("c", "body", true));
    assertThat(again).isInstanceOf(EffectAnswer.Acquired.class);
    assertThat(((EffectAnswer.Acquired) again).mayHaveHappened()).isTrue();
  }

  @Test
  void anOperatorTakesNothingFromAnAttemptThatRunsAndRepeatsNothingThatIsDone() {
    EffectHold hold = acquired("a").hold();
    EffectRequest replay = request("b", "body", true);

    assertThat(store.effects().acquire(replay)).isInstanceOf(EffectAnswer.InProgress.class);
    conclude(hold, EffectEnd.done(null));
    assertThat(store.effects().acquire(replay)).isInstanceOf(EffectAnswer.Replay.class);
  }

  @Test
  void anotherPayloadUnderTheSameKeyIsAMismatchInEveryState() {
    EffectHold hold = acquired("a").hold();
    assertThat(acquireOther()).isEqualTo(new EffectAnswer.Mismatch());

    elapse(LEASE);
    assertThat(acquireOther()).isEqualTo(new EffectAnswer.Mismatch());

    conclude(hold, EffectEnd.done(RESULT));
    assertThat(acquireOther()).isEqualTo(new EffectAnswer.Mismatch());
    assertThat(store.effects().acquire(request("b", "other", true)))
        .isEqualTo(new EffectAnswer.Mismatch());
    assertThat(acquire("c")).isInstanceOf(EffectAnswer.Replay.class);
  }

  @Test
  void everyWriteOfAnAttemptThatLostItsRecordIsRefused() {
    EffectHold stale = acquired("a").hold();
    elapse(LEASE);
    EffectHold owner = acquired("b").hold();

    assertThat(conclude(stale, EffectEnd.done(bytes("stale")))).isFalse();
    assertThat(store.effects().release(stale)).isFalse();
    assertThat(store.effects().renew(stale, LEASE)).isFalse();

    assertThat(acquire("c")).isInstanceOf(EffectAnswer.InProgress.class);
    assertThat(conclude(owner, EffectEnd.done(RESULT))).isTrue();
    assertThat(((EffectAnswer.Replay) acquire("d")).result()).isEqualTo(RESULT);
  }

  @Test
  void aLeaseThatIsOverDoesNoHarmWhileNobodyElseHasTheRecord() {
    EffectHold hold = acquired("a").hold();
    elapse(LEASE.plusSeconds(1));

    assertThat(conclude(hold, EffectEnd.done(RESULT))).isTrue();
    assertThat(acquire("b")).isInstanceOf(EffectAnswer.Replay.class);
  }

  @Test
  void aCallEndsOnce() {
    EffectHold hold = acquired("a").hold();
    conclude(hold, EffectEnd.done(RESULT));

    assertThat(conclude(hold, EffectEnd.failed(null))).isFalse();
    assertThat(store.effects().release(hold)).isFalse();
    assertThat(store.effects().renew(hold, LEASE)).isFalse();
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.DONE);
  }

  @Test
  void aRenewedLeaseEndsLater() {
    EffectHold hold = acquired("a").hold();
    elapse(LEASE.dividedBy(2));

    assertThat(store.effects().renew(hold, LEASE)).isTrue();

    elapse(LEASE.minusSeconds(1));
    assertThat(acquire("b")).isInstanceOf(EffectAnswer.InProgress.class);
    elapse(Duration.ofSeconds(1));
    assertThat(acquire("b")).isInstanceOf(EffectAnswer.Acquired.class);
  }

  @Test
  void aReleasedKeyIsNotRenewed() {
    EffectHold hold = acquired("a").hold();
    store.effects().release(hold);

    assertThat(store.effects().renew(hold, LEASE)).isFalse();
    assertThat(acquired("b").mayHaveHappened()).isFalse();
  }

  @Test
  void anEndAndWhatLeavesBecauseOfItAreOneTransaction() {
    EffectHold hold = acquired("a").hold();
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.conclude(hold, EffectEnd.done(RESULT))).isTrue();
      unit.enqueue(List.of(message("rolled back")));
    }
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.STARTED);
    assertThat(store.outbox(10)).isEmpty();

    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.conclude(hold, EffectEnd.done(RESULT))).isTrue();
      unit.enqueue(List.of(message("kept")));
      unit.commit();
    }
    assertThat(store.effects().state(SCOPE, KEY)).contains(EffectState.DONE);
    assertThat(bodies(store.outbox(10))).containsExactly("kept");
  }

  @Test
  void aKeyIsRememberedForItsWindowAndForgottenAfterwards() {
    EffectHold old = acquired("a").hold();
    conclude(old, EffectEnd.done(RESULT));

    elapse(WINDOW.minusSeconds(1));
    assertThat(acquire("b")).isInstanceOf(EffectAnswer.Replay.class);

    elapse(Duration.ofSeconds(1));
    assertThat(store.effects().state(SCOPE, KEY)).isEmpty();
    EffectAnswer fresh = store.effects().acquire(request("c", "other", false));
    assertThat(fresh).isInstanceOf(EffectAnswer.Acquired.class);
    assertThat(((EffectAnswer.Acquired) fresh).mayHaveHappened()).isFalse();
  }

  @Test
  void aRestartKeepsRecordsAndForgetsWhatWasNotCommitted() {
    EffectHold hold = acquired("a").hold();
    UnitOfWork open = store.begin();
    open.conclude(hold, EffectEnd.done(bytes("lost")));

    store = restart(store);
    prepare();

    assertThat(acquire("b")).isInstanceOf(EffectAnswer.InProgress.class);
    elapse(LEASE);
    EffectAnswer.Acquired next = acquired("c");
    assertThat(next.mayHaveHappened()).isTrue();
    assertThat(conclude(next.hold(), EffectEnd.done(RESULT))).isTrue();
  }

  @Test
  void ofManyThatAskAtOnceOneGetsTheKey() throws Exception {
    for (int round = 0; round < 10; round++) {
      MessageKey key = KeyDigest.of("race", round);
      List<EffectAnswer> answers =
          atOnce(8, number -> store.effects().acquire(request(key, "t" + number)));

      assertThat(answers).filteredOn(EffectAnswer.Acquired.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(EffectAnswer.InProgress.class::isInstance).hasSize(7);
    }
  }

  @Test
  void ofManyThatTakeOverAtOnceOneGetsTheKey() throws Exception {
    for (int round = 0; round < 10; round++) {
      MessageKey key = KeyDigest.of("takeover", round);
      store.effects().acquire(request(key, "dead"));
      elapse(LEASE);
      List<EffectAnswer> answers =
          atOnce(8, number -> store.effects().acquire(request(key, "t" + number)));

      assertThat(answers).filteredOn(EffectAnswer.Acquired.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(EffectAnswer.InProgress.class::isInstance).hasSize(7);
    }
  }

  @Test
  void aLateEndAndATakeOverAtTheSameMomentNeverBothSucceed() throws Exception {
    for (int round = 0; round < 40; round++) {
      MessageKey key = KeyDigest.of("late", round);
      EffectAnswer.Acquired late =
          (EffectAnswer.Acquired) store.effects().acquire(request(key, "late"));
      elapse(LEASE);
      List<Boolean> won =
          atOnce(
              2,
              number ->
                  number == 0
                      ? conclude(late.hold(), EffectEnd.done(RESULT))
                      : store.effects().acquire(request(key, "next"))
                          instanceof EffectAnswer.Acquired);

      assertThat(won).as("round %s", round).containsOnlyOnce(true);
      assertThat(store.effects().state(SCOPE, key))
          .contains(won.get(0) ? EffectState.DONE : EffectState.STARTED);
    }
  }

  private <T> List<T> atOnce(int count, Function<Integer, T> work) throws Exception {
    CyclicBarrier together = new CyclicBarrier(count);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      tasks.add(
          () -> {
            together.await();
            return work.apply(number);
          });
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
      answers.add(future.get());
    }
    return answers;
  }

  private void prepare() {
    store.prepare(
        new Topology(new TreeSet<>(), List.of(), new TreeSet<>(Set.of(SCOPE, OTHER_SCOPE))));
  }

  private EffectAnswer acquire(String owner) {
    return store.effects().acquire(request(owner, "body", false));
  }

  private EffectAnswer acquireOther() {
    return store.effects().acquire(request("other", "other", false));
  }

  private EffectAnswer.Acquired acquired(String owner) {
    EffectAnswer answer = acquire(owner);
    assertThat(answer).isInstanceOf(EffectAnswer.Acquired.class);
    return (EffectAnswer.Acquired) answer;
  }

  private boolean conclude(EffectHold hold, EffectEnd end) {
    try (UnitOfWork unit = store.begin()) {
      boolean ours = unit.conclude(hold, end);
      unit.commit();
      return ours;
    }
  }

  private static EffectRequest request(String owner, String body, boolean retryEnded) {
    return request(KEY, owner, body, retryEnded);
  }

  private static EffectRequest request(MessageKey key, String owner) {
    return request(key, owner, "body", false);
  }

  private static EffectRequest request(
      MessageKey key, String owner, String body, boolean retryEnded) {
    return new EffectRequest(
        SCOPE, key, owner, bytes(body), DownstreamKey.of(SCOPE, key), LEASE, WINDOW, retryEnded);
  }

  private static Outgoing message(String body) {
    return new Outgoing("payments", "paid", null, "k", Map.of(), bytes(body));
  }

  private static List<String> bodies(List<OutboxEntry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.message().body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
