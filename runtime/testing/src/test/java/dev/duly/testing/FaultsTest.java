/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.TransportException;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.testing.Faults.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final ConsumerSpec BILLING =
      new ConsumerSpec("orders", "billing", Set.of(), Duration.ofSeconds(30));

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final InMemoryTransport broker = new InMemoryTransport(scheduler);
  private final InMemoryStore database = new InMemoryStore(scheduler.clock());
  private final Faults faults = new Faults(new Random(1));
  private final FaultyTransport transport = new FaultyTransport(broker, faults);
  private final FaultyStore store = new FaultyStore(database, faults);

  @Test
  void withoutAPlanEverythingPassesThrough() {
    send("a1", "a2");

    assertThat(texts(poll(transport.open(BILLING)))).containsExactly("a1", "a2");
    assertThat(faults.calls()).isEqualTo(3);
    assertThat(faults.calls(PortCall.SEND)).isEqualTo(1);
  }

  @Test
  void aCallThatFailsBeforeDoesNothing() {
    faults.fail(PortCall.SEND, 2, Moment.BEFORE);

    assertThat(send("a1")).isCompleted();
    assertThat(send("a2")).isCompletedExceptionally();
    assertThat(send("a3")).isCompleted();

    assertThat(broker.sent("orders")).hasSize(2);
  }

  @Test
  void aCallThatFailsAfterItsEffectHasDoneItsWork() {
    faults.fail(PortCall.COMMIT, 1, Moment.AFTER_EFFECT);

    try (UnitOfWork unit = store.begin()) {
      put(unit);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(unit::commit)
          .withMessageContaining("COMMIT AFTER_EFFECT");
    }

    assertThat(database.rows("stock")).containsEntry("sku", 1);
  }

  @Test
  void aCallThatHasAnsweredCannotFail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.fail(PortCall.COMMIT, 1, Moment.AFTER_REPLY));
  }

  @Test
  void aCrashBeforeACommitLosesTheUnitAndEndsTheProcess() {
    faults.crash(PortCall.COMMIT, 1, Moment.BEFORE);
    UnitOfWork unit = store.begin();
    put(unit);

    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(unit::commit);
    unit.close();
    database.crash();

    assertThat(faults.crashed()).isTrue();
    assertThat(database.rows("stock")).isEmpty();
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(store::begin);
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> send("a1"));
    assertThat(broker.sent("orders")).isEmpty();
  }

  @Test
  void aCrashAfterTheReplyLetsTheCallSucceed() {
    faults.crash(PortCall.COMMIT, 1, Moment.AFTER_REPLY);
    UnitOfWork unit = store.begin();
    put(unit);

    unit.commit();

    assertThat(database.rows("stock")).containsEntry("sku", 1);
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(store::begin);
  }

  @Test
  void aCrashCanBePutAtAnyCall() {
    faults.crash(2, Moment.BEFORE);
    Source source = transport.open(BILLING);

    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> poll(source));
  }

  @Test
  void closingADeadProcessReleasesNothing() {
    Source source = transport.open(BILLING);
    send("a1");
    poll(source);
    faults.crash(PortCall.RENEW, 1, Moment.BEFORE);
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> source.renew(List.of()));

    source.close();

    assertThat(poll(broker.open(BILLING))).isEmpty();
  }

  @Test
  void whatAFailedPollHadTakenComesAgainInOrder() {
    faults.fail(PortCall.POLL, 1, Moment.AFTER_EFFECT);
    Source source = transport.open(BILLING);
    send("a1", "a2");

    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> poll(source));
    send("a3");

    assertThat(texts(poll(source))).containsExactly("a1", "a2", "a3");
  }

  @Test
  void duplicatesComeBehindWhatTheyRepeat() {
    faults.duplicate(1.0);
    send("a1", "b1");

    assertThat(texts(poll(broker.open(BILLING)))).containsExactly("a1", "b1", "a1", "b1");
  }

  @Test
  void reorderingKeepsTheOrderOfEachKey() {
    faults.reorder(1.0);

    List<String> polled = sendAndPollThirty();

    assertThat(polled).doesNotHaveDuplicates().hasSize(30);
    assertThat(polled).isNotEqualTo(thirty());
    for (String key : List.of("a", "b", "c")) {
      assertThat(polled.stream().filter(text -> text.startsWith(key)).toList())
          .isEqualTo(thirty().stream().filter(text -> text.startsWith(key)).toList());
    }
  }

  @Test
  void reorderingWithinKeysHasToBeAskedFor() {
    faults.reorderWithinKeys(1.0);

    List<String> polled = sendAndPollThirty();

    assertThat(polled.stream().filter(text -> text.startsWith("a")).toList())
        .isNotEqualTo(thirty().stream().filter(text -> text.startsWith("a")).toList());
  }

  @Test
  void randomFailuresAreTheSameForTheSameSeed() {
    assertThat(failures(5)).isEqualTo(failures(5)).isNotEqualTo(failures(6));
  }

  private static List<Integer> failures(long seed) {
    VirtualScheduler time = new VirtualScheduler();
    Faults random = new Faults(new Random(seed)).failAtRandom(0.3);
    FaultyStore shaky = new FaultyStore(new InMemoryStore(time.clock()), random);
    List<Integer> failures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      try {
        shaky.outbox(1);
      } catch (StoreException e) {
        failures.add(i);
      }
    }
    assertThat(failures).hasSizeBetween(5, 25);
    return failures;
  }

  private List<String> sendAndPollThirty() {
    send(thirty().toArray(new String[0]));
    return texts(poll(transport.open(BILLING)));
  }

  private static List<String> thirty() {
    return IntStream.range(0, 30)
        .mapToObj(i -> List.of("a", "b", "c").get(i % 3) + String.format("%02d", i))
        .toList();
  }

  private static void put(UnitOfWork unit) {
    unit.transaction().unwrap(InMemoryTransaction.class).put("stock", "sku", 1);
  }

  private CompletionStage<Void> send(String... texts) {
    List<Outgoing> batch = new ArrayList<>();
    for (String text : texts) {
      String key = text.substring(0, 1);
      batch.add(
          new Outgoing(
              "orders",
              "order-placed",
              null,
              key,
              Map.of("ce-partitionkey", key),
              text.getBytes(StandardCharsets.UTF_8)));
    }
    return transport.send(batch);
  }

  private static List<Delivery> poll(Source source) {
    return source.poll(100, Duration.ZERO);
  }

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(delivery -> new String(delivery.body(), StandardCharsets.UTF_8))
        .toList();
  }
}
