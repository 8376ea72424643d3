/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Capability;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import dev.duly.runtime.transport.Verdict;
import dev.duly.testing.AdjustableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} must do. A subclass says how to open one; each test gets a fresh
 * broker.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls startTransport first.
public abstract class TransportConformance {
  private static final String CHANNEL = "orders";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final AdjustableClock clock = new AdjustableClock();
  private Transport transport;

  /** For subclasses. */
  protected TransportConformance() {}

  /**
   * Opens the transport. Called again after a restart, it must bring back what was there.
   *
   * @param clock what leases end by; stands still but for {@link #elapse}
   */
  protected abstract Transport open(Clock clock);

  /** Ends the process that uses {@code transport} and starts the next; closes and opens it. */
  protected Transport restart(Transport transport) {
    transport.close();
    return open(clock);
  }

  /** Lets time pass; a transport that cannot be given a clock waits for real. */
  protected void elapse(Duration time) {
    clock.advance(time);
  }

  @BeforeEach
  final void startTransport() {
    transport = open(clock);
  }

  @AfterEach
  final void stopTransport() {
    transport.close();
  }

  @Test
  void aMessageArrivesAsItWasSent() {
    Source source = subscribe("billing");
    Outgoing sent =
        new Outgoing(
            CHANNEL,
            "order-placed",
            KeyDigest.of("o-1"),
            "o-1",
            Map.of("ce-type", "order-placed", "tenant", "blå"),
            new byte[] {0, 1, -1});
    send(sent);

    Delivery delivery = pollOne(source);

    assertThat(delivery.headers()).containsAllEntriesOf(sent.headers());
    assertThat(delivery.body()).containsExactly(sent.body());
    assertThat(delivery.redelivered()).isFalse();
  }

  @Test
  void aPollTakesNoMoreThanItWants() {
    Source source = subscribe("billing");
    send(message("k", 1), message("k", 2), message("k", 3));

    assertThat(texts(source.poll(2, LONG))).containsExactly("k1", "k2");
    assertThat(texts(source.poll(2, LONG))).containsExactly("k3");
  }

  @Test
  void aPollOfNothingComesBackEmpty() {
    assertThat(subscribe("billing").poll(10, Duration.ZERO)).isEmpty();
  }

  @Test
  void aWaitingPollIsWokenByAMessage() throws Exception {
    Source source = subscribe("billing");
    CompletableFuture<List<Delivery>> poll =
        CompletableFuture.supplyAsync(() -> pollUntilSome(source));

    send(message("k", 1));

    assertThat(texts(get(poll))).containsExactly("k1");
  }

  @Test
  void closingASourceEndsItsWaitingPoll() throws Exception {
    Source source = subscribe("billing");
    CompletableFuture<List<Delivery>> poll =
        CompletableFuture.supplyAsync(() -> pollUntilClosed(source));

    source.close();

    assertThat(get(poll)).isEmpty();
  }

  @Test
  void messagesOfOneKeyComeInTheOrderTheyWereSent() {
    Source source = subscribe("billing");
    List<Outgoing> batch = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      batch.add(message("k" + number % 3 + "-", number));
    }
    send(batch.toArray(new Outgoing[0]));

    Map<String, List<Integer>> byKey = new TreeMap<>();
    for (String text : texts(pollAll(source, 30))) {
      String[] parts = text.split("-", -1);
      byKey.computeIfAbsent(parts[0], k -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
    }

    assertThat(byKey).hasSize(3);
    assertThat(byKey.values()).allSatisfy(numbers -> assertThat(numbers).isSorted().hasSize(10));
  }

  @Test
  void aKeyThatOneHolderHasIsNotHandedToAnother() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message("a", 1), message("a", 2), message("b", 3));

    Taken held = takeText("a1", first, second);

    Source other = held.source().equals(first) ? second : first;
    assertThat(texts(pollAvailable(other))).doesNotContain("a2");
    settle(held.source(), held.delivery(), Verdict.EFFECT);
    assertThat(text(takeText("a2", other, held.source()).delivery())).isEqualTo("a2");
  }

  @Test
  void messagesWithoutAKeyAreHandedToOneHolderEach() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message(null, 1), message(null, 2));

    List<String> both =
        List.of(text(take(first, second).delivery()), text(take(second, first).delivery()));

    assertThat(both).containsExactlyInAnyOrder("1", "2");
    assertThat(pollAvailable(first)).isEmpty();
    assertThat(pollAvailable(second)).isEmpty();
  }

  @Test
  void everyGroupGetsItsOwnCopy() {
    Source billing = subscribe("billing");
    Source mail = subscribe("mail");
    send(message("k", 1));

    settle(billing, pollOne(billing), Verdict.EFFECT);

    assertThat(text(pollOne(mail))).isEqualTo("k1");
    assertThat(pollAvailable(billing)).isEmpty();
  }

  @Test
  void aGroupGetsTheMessagesItHandlesAndThoseNobodyHandles() {
    ConsumerSpec placed = spec("billing", "order-placed");
    ConsumerSpec cancelled = spec("mail", "order-cancelled");
    provision(placed, cancelled);
    Source billing = transport.open(placed);
    Source mail = transport.open(cancelled);

    send(
        named("order-placed", "k", 1),
        named("order-cancelled", "k", 2),
        named("never-heard-of", "k", 3));

    assertThat(texts(pollAll(billing, 2))).containsExactly("k1", "k3");
    assertThat(texts(pollAll(mail, 2))).containsExactly("k2", "k3");
    assertThat(pollAvailable(billing)).isEmpty();
    assertThat(pollAvailable(mail)).isEmpty();
  }

  @Test
  void aGroupWithoutAListGetsEverything() {
    ConsumerSpec placed = spec("billing", "order-placed");
    ConsumerSpec everything = spec("audit");
    provision(placed, everything);
    Source audit = transport.open(everything);

    send(named("order-placed", "k", 1), named("never-heard-of", "k", 2));

    assertThat(texts(pollAll(audit, 2))).containsExactly("k1", "k2");
  }

  @Test
  void aSubscriptionOutlivesItsSources() {
    subscribe("billing").close();
    send(message("k", 1));

    assertThat(text(pollOne(open("billing")))).isEqualTo("k1");
  }

  @Test
  void messagesOfAChannelWithoutAGroupReachItsFirstGroup() {
    provision();
    send(message("k", 1), message("k", 2));

    assertThat(texts(pollAll(subscribe("billing"), 2))).containsExactly("k1", "k2");
  }

  @Test
  void provisioningAgainChangesNothing() {
    Source source = subscribe("billing");
    send(message("k", 1));

    provision(spec("billing"));

    assertThat(texts(pollAll(source, 1))).containsExactly("k1");
    assertThat(pollAvailable(source)).isEmpty();
  }

  @Test
  void aFinalVerdictEndsAMessage() {
    Source source = subscribe("billing");
    int number = 0;
    for (Verdict verdict : EnumSet.complementOf(EnumSet.of(Verdict.RELEASED))) {
      send(message("k", number++));

      settle(source, pollOne(source), verdict);

      elapse(LEASE.multipliedBy(2));
      assertThat(pollAvailable(source)).as("after %s", verdict).isEmpty();
    }
  }

  @Test
  void settlingTwiceIsSettlingOnce() {
    Source source = subscribe("billing");
    send(message("k", 1), message("k", 2));
    Delivery first = pollOne(source);

    settle(source, first, Verdict.EFFECT);
    settle(source, first, Verdict.EFFECT);

    assertThat(texts(pollAvailable(source))).containsExactly("k2");
  }

  @Test
  void aReleasedMessageComesAgainBeforeLaterOnesOfItsKeyAndIsNoRedelivery() {
    Source source = subscribe("billing");
    send(message("k", 1), message("k", 2), message("k", 3));
    List<Delivery> deliveries = pollAll(source, 2);

    source.settle(
        List.of(
            new Settlement(deliveries.get(0), Verdict.RELEASED),
            new Settlement(deliveries.get(1), Verdict.RELEASED)));

    List<Delivery> again = pollAll(source, 3);
    assertThat(texts(again)).containsExactly("k1", "k2", "k3");
    assertThat(again).noneMatch(Delivery::redelivered);
  }

  @Test
  void aReleasedMessageMayGoToAnotherHolder() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message("k", 1));
    Taken taken = take(first, second);

    settle(taken.source(), taken.delivery(), Verdict.RELEASED);
    taken.source().close();

    Source other = taken.source().equals(first) ? second : first;
    assertThat(text(take(other).delivery())).isEqualTo("k1");
  }

  @Test
  void whatAClosedSourceHeldIsHandedOutAgain() {
    Source first = subscribe("billing");
    send(message("k", 1), message("k", 2));
    Delivery done = pollOne(first);
    Delivery held = pollOne(first);
    settle(first, done, Verdict.EFFECT);
    assertThat(text(held)).isEqualTo("k2");

    first.close();

    List<Delivery> again = pollAll(open("billing"), 1);
    assertThat(texts(again)).containsExactly("k2");
  }

  @Test
  void aMessageWhoseLeaseEndsIsHandedOutAgainAsRedelivered() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message("k", 1), message("k", 2));
    Taken taken = take(first, second);
    pollAll(taken.source(), 1);

    Source other = taken.source().equals(first) ? second : first;
    assertThat(pollAvailable(other)).isEmpty();
    elapse(LEASE.plusSeconds(1));

    Taken one = take(other, taken.source());
    Delivery two = pollOne(one.source());
    assertThat(texts(List.of(one.delivery(), two))).containsExactly("k1", "k2");
    assertThat(List.of(one.delivery(), two)).allMatch(Delivery::redelivered);
  }

  @Test
  void aRenewedLeaseLasts() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message("k", 1));
    Delivery held = pollOne(first);

    for (int i = 0; i < 3; i++) {
      elapse(LEASE.dividedBy(2));
      assertThat(first.renew(List.of(held))).isEmpty();
    }

    assertThat(pollAvailable(second)).isEmpty();
  }

  @Test
  void renewingNamesTheLeasesThatWereLost() {
    Source first = subscribe("billing");
    send(message("a", 1), message("b", 2));
    List<Delivery> held = pollAll(first, 2);
    Delivery a = held.get(text(held.get(0)).equals("a1") ? 0 : 1);
    Delivery b = held.get(a.equals(held.get(0)) ? 1 : 0);
    elapse(LEASE.dividedBy(2));
    assertThat(first.renew(List.of(b))).isEmpty();
    elapse(LEASE.dividedBy(2).plusSeconds(1));
    assertThat(text(pollOne(first))).isEqualTo("a1");

    assertThat(texts(first.renew(held))).containsExactly("a1");
  }

  @Test
  void aLateSettlementDoesNotTakeTheMessageFromItsNewHolder() {
    Source first = subscribe("billing");
    Source second = open("billing");
    send(message("k", 1));
    Taken late = take(first, second);
    elapse(LEASE.plusSeconds(1));
    Taken current = take(late.source().equals(first) ? second : first, late.source());

    settle(late.source(), late.delivery(), Verdict.RELEASED);
    assertThat(pollAvailable(first)).isEmpty();
    assertThat(pollAvailable(second)).isEmpty();

    settle(current.source(), current.delivery(), Verdict.RELEASED);
    assertThat(text(take(first, second).delivery())).isEqualTo("k1");
  }

  @Test
  void messagesAtRestAreBrowsedOldestFirstAndInPages() {
    provision();
    send(message("k", 1), message("k", 2), message("k", 3));

    List<Stored> page = transport.browse(CHANNEL, "", 2);
    List<Stored> next = transport.browse(CHANNEL, page.get(1).id(), 2);

    assertThat(page).extracting(stored -> text(stored.body())).containsExactly("k1", "k2");
    assertThat(next).extracting(stored -> text(stored.body())).containsExactly("k3");
    assertThat(page.get(0).headers()).containsEntry("ce-type", "order-placed");
    assertThat(transport.browse(CHANNEL, next.get(0).id(), 2)).isEmpty();
  }

  @Test
  void browsingLeavesEverythingInPlace() {
    provision();
    send(message("k", 1));

    assertThat(transport.browse(CHANNEL, "", 10)).hasSize(1);
    assertThat(transport.browse(CHANNEL, "", 10)).hasSize(1);
  }

  @Test
  void aMessageAtRestIsFoundUntilItIsRemoved() {
    provision();
    send(message("k", 1), message("k", 2));
    String id = transport.browse(CHANNEL, "", 1).get(0).id();

    assertThat(transport.find(CHANNEL, id))
        .hasValueSatisfying(stored -> assertThat(text(stored.body())).isEqualTo("k1"));
    transport.remove(CHANNEL, id);
    transport.remove(CHANNEL, id);

    assertThat(transport.find(CHANNEL, id)).isEmpty();
    assertThat(transport.browse(CHANNEL, "", 10))
        .extracting(stored -> text(stored.body()))
        .containsExactly("k2");
    assertThat(texts(pollAll(subscribe("billing"), 1))).containsExactly("k2");
  }

  @Test
  void aReferenceOfNobodyFindsNothing() {
    provision();

    assertThat(transport.find(CHANNEL, "no such message")).isEmpty();
    assertThat(transport.find("no-such-channel", "1")).isEmpty();
    assertThat(transport.browse("no-such-channel", "", 10)).isEmpty();
  }

  @Test
  void aMessageIsLocatedForEachGroup() {
    MessageKey key = KeyDigest.of("k1");
    Source billing = subscribe("billing");
    Source mail = subscribe("mail");
    assertThat(locate(key)).isEmpty();

    send(message("k", 1));
    if (!transport.capabilities().contains(Capability.LOCATE)) {
      assertThat(locate(key)).isEmpty();
      return;
    }
    assertThat(locate(key))
        .containsOnly(
            Map.entry("billing", DeliveryState.PENDING), Map.entry("mail", DeliveryState.PENDING));

    Delivery running = pollOne(billing);
    Delivery dying = pollOne(mail);
    assertThat(locate(key)).containsEntry("billing", DeliveryState.RUNNING);

    settle(billing, running, Verdict.EFFECT);
    settle(mail, dying, Verdict.DEAD);
    assertThat(locate(key))
        .containsOnly(
            Map.entry("billing", DeliveryState.DONE), Map.entry("mail", DeliveryState.DEAD));
  }

  @Test
  void aReleasedMessageIsPendingAgain() {
    Source billing = subscribe("billing");
    send(message("k", 1));

    settle(billing, pollOne(billing), Verdict.RELEASED);

    if (transport.capabilities().contains(Capability.LOCATE)) {
      assertThat(locate(KeyDigest.of("k1"))).containsEntry("billing", DeliveryState.PENDING);
    }
    assertThat(text(pollOne(billing))).isEqualTo("k1");
  }

  @Test
  void aRestartLosesNothingAndRepeatsNothingSettled() {
    Source source = subscribe("billing");
    send(message("k", 1), message("k", 2), message("k", 3));
    List<Delivery> deliveries = pollAll(source, 2);
    settle(source, deliveries.get(0), Verdict.EFFECT);

    transport = restart(transport);
    provision(spec("billing"));
    elapse(LEASE.plusSeconds(1));

    List<Delivery> again = pollAll(open("billing"), 2);
    assertThat(texts(again)).containsExactly("k2", "k3");
    assertThat(again).extracting(Delivery::redelivered).containsExactly(true, false);
  }

  @Test
  void manyHoldersTogetherTakeEveryMessageOnceAndInOrder() throws Exception {
    provision(spec("billing"));
    int messages = 200;
    List<Outgoing> batch = new ArrayList<>();
    for (int number = 0; number < messages; number++) {
      batch.add(message("k" + number % 10 + "-", number));
    }
    send(batch.toArray(new Outgoing[0]));

    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> holders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Source source = open("billing");
      holders.add(CompletableFuture.runAsync(() -> takeAll(source, taken, messages)));
    }
    for (CompletableFuture<Void> holder : holders) {
      get(holder);
    }

    assertThat(taken).hasSize(messages).doesNotHaveDuplicates();
    Map<String, Integer> last = new HashMap<>();
    for (String text : taken) {
      String[] parts = text.split("-", -1);
      int number = Integer.parseInt(parts[1]);
      Integer before = last.put(parts[0], number);
      assertThat(before == null || before < number).as("order of %s", text).isTrue();
    }
  }

  private static void takeAll(Source source, List<String> taken, int messages) {
    while (taken.size() < messages) {
      for (Delivery delivery : source.poll(5, Duration.ofMillis(20))) {
        taken.add(text(delivery));
        settle(source, delivery, Verdict.EFFECT);
      }
    }
  }

  private Source subscribe(String group) {
    provision(spec(group));
    return open(group);
  }

  private Source open(String group) {
    return transport.open(spec(group));
  }

  private static ConsumerSpec spec(String group, String... messageIds) {
    return new ConsumerSpec(CHANNEL, group, Set.of(messageIds), LEASE);
  }

  private void provision(ConsumerSpec... consumers) {
    transport.provision(
        new Topology(new TreeSet<>(Set.of(CHANNEL)), List.of(consumers), new TreeSet<>()));
  }

  private static Outgoing message(@Nullable String key, int number) {
    return named("order-placed", key, number);
  }

  private static Outgoing named(String messageId, @Nullable String key, int number) {
    String text = (key == null ? "" : key) + number;
    return new Outgoing(
        CHANNEL,
        messageId,
        KeyDigest.of(text),
        key,
        Map.of("ce-type", messageId),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(Outgoing... batch) {
    try {
      get(transport.send(List.of(batch)).toCompletableFuture());
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the transport did not confirm", e);
    }
  }

  private static <T> T get(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(60, TimeUnit.SECONDS);
  }

  private Map<String, DeliveryState> locate(MessageKey key) {
    return transport.locate(CHANNEL, "order-placed", key);
  }

  private static void settle(Source source, Delivery delivery, Verdict verdict) {
    source.settle(List.of(new Settlement(delivery, verdict)));
  }

  private static Delivery pollOne(Source source) {
    List<Delivery> polled = source.poll(1, LONG);
    assertThat(polled).hasSize(1);
    return polled.get(0);
  }

  /** What one of several holders was handed. */
  private record Taken(Source source, Delivery delivery) {}

  /** One message, whichever holder has it; asks in the order given. */
  private static Taken take(Source... sources) {
    return takeText("", sources);
  }

  /** As above, the one with a text; others that come meanwhile are settled. */
  private static Taken takeText(String wanted, Source... sources) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (Source source : sources) {
        for (Delivery each : source.poll(1, Duration.ofMillis(100))) {
          if (wanted.isEmpty() || text(each).equals(wanted)) {
            return new Taken(source, each);
          }
          settle(source, each, Verdict.EFFECT);
        }
      }
    }
    throw new AssertionError("no holder was handed " + (wanted.isEmpty() ? "anything" : wanted));
  }

  private static List<Delivery> pollAll(Source source, int count) {
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count) {
      List<Delivery> polled = source.poll(count - all.size(), LONG);
      assertThat(polled).as("after %s of %s messages", all.size(), count).isNotEmpty();
      all.addAll(polled);
    }
    return all;
  }

  private static List<Delivery> pollAvailable(Source source) {
    return source.poll(100, Duration.ofMillis(200));
  }

  private static List<Delivery> pollUntilSome(Source source) {
    List<Delivery> polled = List.of();
    while (polled.isEmpty()) {
      polled = source.poll(1, Duration.ofMinutes(1));
    }
    return polled;
  }

  /** A poll that begins after the close may be refused instead. */
  private static List<Delivery> pollUntilClosed(Source source) {
    try {
      return source.poll(1, Duration.ofMinutes(10));
    } catch (TransportException e) {
      return List.of();
    }
  }

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(TransportConformance::text).toList();
  }

  private static String text(Delivery delivery) {
    return text(delivery.body());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
