/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.testing.AdjustableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the {@link Parking} of every {@link Store} must do. A subclass says how to open one; each
 * test gets an empty store.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls startStore first.
public abstract class ParkingConformance {
  private static final String GROUP = "billing";
  private static final int RACES = 60;

  private final AdjustableClock clock = new AdjustableClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Store store;

  /** For subclasses. */
  protected ParkingConformance() {}

  /** Opens the store. Called again after a restart, it must bring back what was committed. */
  protected abstract Store open(Clock clock);

  /** Ends the process that uses {@code store} and starts the next; closes and opens it. */
  protected Store restart(Store store) {
    store.close();
    return open(clock);
  }

  @BeforeEach
  final void startStore() {
    store = open(clock);
    prepare();
  }

  private void prepare() {
    store.prepare(new Topology(new TreeSet<>(), List.of(), new TreeSet<>()));
  }

  @AfterEach
  final void stopStore() {
    threads.shutdownNow();
    store.close();
  }

  @Test
  void whatIsParkedIsTheOriginal() {
    ParkedMessage message = message("ann", "1", Map.of("duly-reason", "EXHAUSTED"));
    park(message);

    ParkedMessage found = waiting("ann").get(0).message();
    assertThat(found.body()).isEqualTo(message.body());
    assertThat(found).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(message);
  }

  @Test
  void messagesWaitInTheOrderTheyCame() {
    park(message("ann", "1"));
    assertThat(behind("ann", "2", "3")).containsExactly(true, true);
    assertThat(behind("ann", "4")).containsExactly(true);

    assertThat(bodies("ann")).containsExactly("1", "2", "3", "4");
    long second = waiting("ann").get(1).position();
    assertThat(store.parking().messages(GROUP, "ann", second, 1))
        .extracting(ParkingConformance::body)
        .containsExactly("3");
  }

  @Test
  void aMessageThatComesAgainWaitsOnce() {
    park(message("ann", "1"));
    park(message("ann", "1"));
    assertThat(behind("ann", "1", "2", "2")).containsExactly(true, true, true);

    assertThat(bodies("ann")).containsExactly("1", "2");
  }

  @Test
  void onlyParkedKeysTakeMessages() {
    park(message("ann", "1"));

    try (UnitOfWork unit = store.begin()) {
      assertThat(
              unit.parkBehind(
                  List.of(message("bob", "1"), message("ann", "2"), message("bob", "2"))))
          .containsExactly(false, true, false);
      unit.commit();
    }

    assertThat(waiting("bob")).isEmpty();
    assertThat(bodies("ann")).containsExactly("1", "2");
  }

  @Test
  void parkedKeysAreKnown() {
    park(message("ann", "1"));
    park(message("cem", "1"));

    Set<String> many = new TreeSet<>(IntStream.range(0, 300).mapToObj(i -> "k" + i).toList());
    many.addAll(Set.of("ann", "bob", "cem"));
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.parked(GROUP, Set.of("ann"))).containsExactly("ann");
      assertThat(unit.parked(GROUP, many)).containsExactlyInAnyOrder("ann", "cem");
      assertThat(unit.parked("mail", many)).isEmpty();
      assertThat(unit.parked(GROUP, Set.of())).isEmpty();
    }
  }

  @Test
  void aRollbackLeavesNothing() {
    try (UnitOfWork unit = store.begin()) {
      unit.park(message("ann", "1"));
    }
    assertThat(waiting("ann")).isEmpty();
    park(message("ann", "1"));
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.parkBehind(List.of(message("ann", "2")))).containsExactly(true);
    }
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.release(waiting("ann").get(0))).isTrue();
    }

    assertThat(bodies("ann")).containsExactly("1");
  }

  @Test
  void theyLeaveFromTheFirstToTheLastWhichFreesTheKey() {
    park(message("ann", "1"));
    behind("ann", "2");
    List<ParkedEntry> entries = waiting("ann");

    assertThat(release(entries.get(1))).isFalse();
    assertThat(release(entries.get(0))).isTrue();
    assertThat(release(entries.get(0))).isFalse();
    assertThat(isParked("ann")).isTrue();
    assertThat(release(entries.get(1))).isTrue();
    assertThat(isParked("ann")).isFalse();
    assertThat(behind("ann", "3")).containsExactly(false);
    assertThat(store.parking().count(GROUP).oldest()).isNull();
  }

  /** Neither may the new one be stored behind nothing, nor run while another waits. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoComesWhileTheLastLeavesWaitsForTheEnd(boolean commits) throws Exception {
    park(message("ann", "1"));
    Future<List<Boolean>> arrival;
    try (UnitOfWork leaving = store.begin()) {
      assertThat(leaving.release(waiting("ann").get(0))).isTrue();
      arrival = threads.submit(() -> behind("ann", "2"));
      assertThat(isDoneSoon(arrival)).isFalse();
      if (commits) {
        leaving.commit();
      }
    }

    assertThat(arrival.get(30, TimeUnit.SECONDS)).containsExactly(!commits);
    assertThat(bodies("ann")).isEqualTo(commits ? List.of() : List.of("1", "2"));
  }

  @Test
  void whoLeavesWhileAnotherComesDoesNotFreeTheKey() throws Exception {
    park(message("ann", "1"));
    ParkedEntry last = waiting("ann").get(0);
    Future<Boolean> leaving;
    try (UnitOfWork arrival = store.begin()) {
      assertThat(arrival.parkBehind(List.of(message("ann", "2")))).containsExactly(true);
      leaving = threads.submit(() -> release(last));
      assertThat(isDoneSoon(leaving)).isFalse();
      arrival.commit();
    }

    assertThat(leaving.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bodies("ann")).containsExactly("2");
    assertThat(isParked("ann")).isTrue();
  }

  @Test
  void ofTwoThatReleaseTheSameOneDoes() throws Exception {
    park(message("ann", "1"));
    behind("ann", "2");
    ParkedEntry first = waiting("ann").get(0);
    Future<Boolean> other;
    try (UnitOfWork unit = store.begin()) {
      assertThat(unit.release(first)).isTrue();
      other = threads.submit(() -> release(first));
      assertThat(isDoneSoon(other)).isFalse();
      unit.commit();
    }

    assertThat(other.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(bodies("ann")).containsExactly("2");
  }

  @Test
  void theLastThatLeavesAndOneThatComesNeverMissEachOther() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String key = "k" + race;
      park(message(key, "1"));
      ParkedEntry last = waiting(key).get(0);
      Future<Boolean> leaving = threads.submit(() -> release(last));
      Future<List<Boolean>> arrival = threads.submit(() -> behind(key, "2"));

      assertThat(leaving.get(30, TimeUnit.SECONDS)).isTrue();
      boolean waits = arrival.get(30, TimeUnit.SECONDS).get(0);
      assertThat(bodies(key)).isEqualTo(waits ? List.of("2") : List.of());
      assertThat(isParked(key)).isEqualTo(waits);
    }
  }

  @Test
  void aKeyIsParkedForOneGroup() {
    park(message("ann", "1"));
    ParkedMessage mail = inGroup("mail", "ann", "2");
    park(mail);

    assertThat(bodies("ann")).containsExactly("1");
    assertThat(store.parking().count("mail").messages()).isEqualTo(1);
    assertThat(store.parking().dropKey("mail", "ann", "eva", "test", clock.instant())).isEqualTo(1);
    assertThat(bodies("ann")).containsExactly("1");
  }

  @Test
  void keysAreListedInTheOrderOfParkingPageByPage() {
    park(message("cem", "1"));
    park(message("ann", "1"));
    behind("ann", "2");
    park(message("bob", "1"));

    List<ParkedKey> page = store.parking().keys(GROUP, 0, 2);
    assertThat(page).extracting(ParkedKey::key).containsExactly("cem", "ann");
    assertThat(page.get(1).messages()).isEqualTo(2);
    assertThat(body(page.get(1).first())).isEqualTo("1");
    assertThat(page.get(1).since()).isEqualTo(now());
    assertThat(store.parking().keys(GROUP, page.get(1).number(), 2))
        .extracting(ParkedKey::key)
        .containsExactly("bob");
    assertThat(store.parking().count(GROUP))
        .isEqualTo(new dev.duly.runtime.store.ParkedCount(3, 4, now()));
  }

  @Test
  void whyTheFirstFailedAgainIsKept() {
    park(message("ann", "1", Map.of("duly-reason", "EXHAUSTED")));
    store.parking().failedAgain(waiting("ann").get(0), Map.of("duly-reason", "REJECTED"));

    assertThat(waiting("ann").get(0).message().failure())
        .isEqualTo(Map.of("duly-reason", "REJECTED"));
  }

  @Test
  void aDroppedMessageIsNoted() {
    park(message("ann", "1"));
    behind("ann", "2", "3");
    ParkedEntry first = waiting("ann").get(0);
    Parking parking = store.parking();

    assertThat(parking.dropFirst(waiting("ann").get(1), "eva", "not the first", now())).isFalse();
    assertThat(parking.dropFirst(first, "eva", "a test", now())).isTrue();
    assertThat(parking.dropFirst(first, "eva", "again", now())).isFalse();
    assertThat(bodies("ann")).containsExactly("2", "3");
    assertThat(parking.dropKey(GROUP, "ann", "tim", "the rest", now())).isEqualTo(2);
    assertThat(parking.dropKey(GROUP, "ann", "tim", "again", now())).isZero();
    assertThat(isParked("ann")).isFalse();

    List<ParkedDrop> drops = parking.drops(GROUP, 0, 10);
    assertThat(drops).extracting(ParkedDrop::who).containsExactly("eva", "tim", "tim");
    ParkedDrop one = drops.get(0);
    assertThat(one)
        .isEqualTo(
            new ParkedDrop(
                one.number(),
                GROUP,
                "ann",
                "orders",
                "order-placed",
                "id-1",
                "eva",
                "a test",
                now()));
    assertThat(parking.drops(GROUP, one.number(), 1)).containsExactly(drops.get(1));
    assertThat(parking.drops("mail", 0, 10)).isEmpty();
  }

  @Test
  void theStateOfAMessageIsKnown() {
    MessageKey key = KeyDigest.of("1");
    Parking parking = store.parking();
    assertThat(parking.state(GROUP, "orders", "order-placed", key)).isEmpty();
    park(message("ann", "1"));
    assertThat(parking.state(GROUP, "orders", "order-placed", key)).contains(ParkedState.WAITS);
    assertThat(parking.state("mail", "orders", "order-placed", key)).isEmpty();
    parking.dropKey(GROUP, "ann", "eva", "a test", now());
    assertThat(parking.state(GROUP, "orders", "order-placed", key)).contains(ParkedState.DROPPED);
  }

  /** Keys come from messages: any text, of any length a limit lets in. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "a\0b", "ä €😀", "'; DROP TABLE duly_parked; --"})
  void anyKeyCanBeParked(String key) {
    String longer = key + "x".repeat(10_000);
    park(message(key, "1"));
    park(message(longer, "2"));

    assertThat(store.parking().keys(GROUP, 0, 10))
        .extracting(ParkedKey::key)
        .containsExactly(key, longer);
    assertThat(bodies(longer)).containsExactly("2");
    assertThat(release(waiting(key).get(0))).isTrue();
    assertThat(isParked(key)).isFalse();
    assertThat(isParked(longer)).isTrue();
  }

  @Test
  void whatIsParkedOutlivesTheProcess() {
    park(message("ann", "1"));
    behind("ann", "2");

    store = restart(store);
    prepare();

    assertThat(bodies("ann")).containsExactly("1", "2");
    assertThat(behind("ann", "3")).containsExactly(true);
    assertThat(bodies("ann")).containsExactly("1", "2", "3");
  }

  /** Only what must not happen can be waited for in time; a store that waits is not done. */
  private static boolean isDoneSoon(Future<?> future) throws InterruptedException {
    for (int i = 0; i < 10 && !future.isDone(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return future.isDone();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void park(ParkedMessage message) {
    try (UnitOfWork unit = store.begin()) {
      unit.park(message);
      unit.commit();
    }
  }

  private List<Boolean> behind(String key, String... bodies) {
    try (UnitOfWork unit = store.begin()) {
      List<Boolean> answers =
          unit.parkBehind(List.of(bodies).stream().map(body -> message(key, body)).toList());
      unit.commit();
      return answers;
    }
  }

  private boolean release(ParkedEntry entry) {
    try (UnitOfWork unit = store.begin()) {
      boolean released = unit.release(entry);
      unit.commit();
      return released;
    }
  }

  private boolean isParked(String key) {
    try (UnitOfWork unit = store.begin()) {
      return !unit.parked(GROUP, Set.of(key)).isEmpty();
    }
  }

  private List<ParkedEntry> waiting(String key) {
    return store.parking().messages(GROUP, key, 0, 100);
  }

  private List<String> bodies(String key) {
    return waiting(key).stream().map(ParkingConformance::body).toList();
  }

  private static String body(ParkedEntry entry) {
    return new String(entry.message().body(), StandardCharsets.UTF_8);
  }

  private ParkedMessage message(String key, String body) {
    return message(key, body, Map.of());
  }

  private ParkedMessage message(String key, String body, Map<String, String> failure) {
    return message(GROUP, key, body, failure);
  }

  private ParkedMessage inGroup(String group, String key, String body) {
    return message(group, key, body, Map.of());
  }

  private ParkedMessage message(
      String group, String key, String body, Map<String, String> failure) {
    return new ParkedMessage(
        group,
        key,
        "orders",
        "order-placed",
        KeyDigest.of("identity", body),
        KeyDigest.of(body),
        Map.of("ce-id", "id-" + body),
        body.getBytes(StandardCharsets.UTF_8),
        failure,
        now(),
        now());
  }
}
