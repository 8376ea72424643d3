/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InMemoryTransportTest {
  private static final ConsumerSpec BILLING =
      new ConsumerSpec("orders", "billing", Set.of(), Duration.ofSeconds(30));

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final InMemoryTransport transport = new InMemoryTransport(scheduler);

  @Test
  void aCrashHandsOutAgainWhatWasHeldAsRedelivered() {
    Source dead = transport.open(BILLING);
    send("k1", "k2");
    dead.poll(1, Duration.ZERO);

    transport.crash();

    List<Delivery> again = transport.open(BILLING).poll(10, Duration.ZERO);
    assertThat(again).extracting(InMemoryTransportTest::text).containsExactly("k1", "k2");
    assertThat(again).extracting(Delivery::redelivered).containsExactly(true, false);
  }

  @Test
  void theSourcesOfTheDeadAreRefusedAndChangeNothing() {
    Source dead = transport.open(BILLING);
    send("k1");
    Delivery held = dead.poll(1, Duration.ZERO).get(0);

    transport.crash();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> dead.settle(List.of(new Settlement(held, Verdict.EFFECT))))
        .withMessageStartingWith("[DulyTransportFenced]");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> dead.poll(1, Duration.ZERO));
    assertThatExceptionOfType(TransportException.class).isThrownBy(() -> dead.renew(List.of(held)));
    assertThat(transport.backlog("billing")).isEqualTo(1);
    assertThat(transport.settled("billing")).isEmpty();
  }

  @Test
  void settlementsAreKeptByGroupWithVerdictAndTime() {
    Source source = transport.open(BILLING);
    send("k1");
    Instant at = scheduler.clock().instant();

    source.settle(List.of(new Settlement(source.poll(1, Duration.ZERO).get(0), Verdict.RELEASED)));
    source.settle(List.of(new Settlement(source.poll(1, Duration.ZERO).get(0), Verdict.EFFECT)));

    assertThat(transport.settled("billing"))
        .containsExactly(
            new Settled("billing", transport.sent("orders").get(0), Verdict.RELEASED, at),
            new Settled("billing", transport.sent("orders").get(0), Verdict.EFFECT, at));
    assertThat(transport.settled("mail")).isEmpty();
    assertThat(transport.backlog("billing")).isZero();
  }

  @Test
  void aMessageSettledByEveryGroupIsNoLongerAtRest() {
    ConsumerSpec mail = new ConsumerSpec("orders", "mail", Set.of(), Duration.ofSeconds(30));
    transport.provision(
        new Topology(new TreeSet<>(Set.of("orders")), List.of(BILLING, mail), new TreeSet<>()));
    send("k1");

    settleAll(transport.open(BILLING));
    assertThat(transport.browse("orders", "", 10)).hasSize(1);

    settleAll(transport.open(mail));
    assertThat(transport.browse("orders", "", 10)).isEmpty();
  }

  @Test
  void whatWaitsInAChannelGoesToAllGroupsThatAreProvisionedTogether() {
    ConsumerSpec mail = new ConsumerSpec("orders", "mail", Set.of(), Duration.ofSeconds(30));
    send("k1");

    transport.provision(
        new Topology(new TreeSet<>(Set.of("orders")), List.of(BILLING, mail), new TreeSet<>()));

    assertThat(transport.backlog("billing")).isEqualTo(1);
    assertThat(transport.backlog("mail")).isEqualTo(1);
  }

  @Test
  void aDuplicateThatStillWaitsDoesNotHideThatTheMessageIsDone() {
    Source source = transport.open(BILLING);
    send("k1");
    settleAll(source);

    send("k1");

    assertThat(transport.locate("orders", "order-placed", KeyDigest.of("k1")))
        .containsOnly(Map.entry("billing", DeliveryState.DONE));
  }

  @Test
  void closingATransportLeavesItUsable() {
    send("k1");

    transport.close();

    assertThat(transport.open(BILLING).poll(1, Duration.ZERO)).hasSize(1);
  }

  @Test
  void inVirtualTimeAWaitingPollEndsWhenAMessageComesOrItsTimeIsOver() {
    List<String> seen = new ArrayList<>();
    Source source = transport.open(BILLING);
    Instant start = scheduler.clock().instant();
    scheduler.execute(() -> pollForEver(source, start, seen));

    scheduler.runUntilIdle();
    assertThat(seen).containsExactly("PT0S []");

    scheduler.schedule(Duration.ofMillis(2500), () -> send("k1"));
    scheduler.advance(Duration.ofSeconds(3));
    assertThat(seen).containsExactly("PT0S []", "PT1S []", "PT2S []", "PT2.5S [k1]", "PT2.5S []");
  }

  private void pollForEver(Source source, Instant start, List<String> seen) {
    List<Delivery> polled = source.poll(10, Duration.ofSeconds(1));
    seen.add(
        Duration.between(start, scheduler.clock().instant())
            + " "
            + polled.stream().map(InMemoryTransportTest::text).toList());
    scheduler.execute(() -> pollForEver(source, start, seen));
  }

  private static void settleAll(Source source) {
    for (Delivery delivery : source.poll(100, Duration.ZERO)) {
      source.settle(List.of(new Settlement(delivery, Verdict.EFFECT)));
    }
  }

  private void send(String... texts) {
    for (String text : texts) {
      Outgoing message =
          new Outgoing(
              "orders",
              "order-placed",
              KeyDigest.of(text),
              "k",
              Map.of(),
              text.getBytes(StandardCharsets.UTF_8));
      transport.send(List.of(message)).toCompletableFuture().join();
    }
  }

  private static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }
}
