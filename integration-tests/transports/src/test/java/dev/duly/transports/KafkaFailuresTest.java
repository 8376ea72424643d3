/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.kafka.KafkaTransport;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.Topology;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class KafkaFailuresTest {
  private static final String CHANNEL = "orders";
  private static final ConsumerSpec BILLING =
      new ConsumerSpec(CHANNEL, "billing", Set.of("order-placed"), Duration.ofSeconds(30));
  private static final Duration LONG = Duration.ofSeconds(60);

  private static KafkaServer server;

  private final String prefix = UUID.randomUUID() + ".";

  @BeforeAll
  static void startServer() {
    // Killed here: one of our own, whatever else there is.
    server = KafkaServer.own();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void withoutABrokerTheStartFailsAndSaysWhere() {
    KafkaTransport.Builder nowhere =
        KafkaTransport.builder("127.0.0.1:1").patience(Duration.ofSeconds(1));

    assertThatThrownBy(nowhere::build)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DulyKafkaUnusable")
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  void aNameThatNobodyKnowsFailsTheStartToo() {
    assertThatThrownBy(() -> KafkaTransport.builder("no-such-host.invalid:9092").build())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DulyKafkaUnusable")
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void aMissingTopicIsAnErrorWhereProvisioningIsOff() {
    try (KafkaTransport transport = builder().provisioning(false).build()) {
      assertThatThrownBy(() -> provision(transport))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("DulyKafkaTopicMissing")
          .hasMessageContaining(prefix + CHANNEL);
    }
  }

  @Test
  void aRecordOfAForeignProducerIsHandedOutAsItIs() throws Exception {
    try (KafkaTransport transport = builder().build();
        KafkaProducer<byte[], byte[]> foreign = foreignProducer()) {
      provision(transport);
      Source source = transport.open(BILLING);

      foreign.send(new ProducerRecord<>(prefix + CHANNEL, null)).get(60, TimeUnit.SECONDS);

      Delivery delivery = poll(source, 1).get(0);
      assertThat(delivery.headers()).isEmpty();
      assertThat(delivery.body()).isEmpty();
    }
  }

  /** What is settled behind the first unsettled message is not repeated by the next owner. */
  @Test
  void theNextOwnerIsNotHandedWhatIsSettledFurtherOn() {
    List<Delivery> held;
    try (KafkaTransport first = builder().partitions(1).build()) {
      provision(first);
      send(first, 1, 2, 3, 4);
      Source source = first.open(BILLING);
      held = poll(source, 3);
      source.settle(
          List.of(
              new Settlement(held.get(0), Verdict.EFFECT),
              new Settlement(held.get(2), Verdict.EFFECT)));
    }
    try (KafkaTransport next = builder().build()) {
      List<Delivery> again = poll(next.open(BILLING), 2);

      assertThat(again).extracting(KafkaFailuresTest::text).containsExactly("2", "4");
      assertThat(again).extracting(Delivery::redelivered).containsExactly(true, false);
    }
  }

  @Test
  void aBrokerThatIsKilledAndComesBackLosesNothing() {
    try (KafkaTransport transport = builder().patience(Duration.ofSeconds(5)).build()) {
      provision(transport);
      send(transport, 1, 2, 3);
      Source source = transport.open(BILLING);
      List<Delivery> before = poll(source, 2);
      source.settle(List.of(new Settlement(before.get(0), Verdict.EFFECT)));

      server.kill();
      assertThatThrownBy(
              () -> source.settle(List.of(new Settlement(before.get(1), Verdict.EFFECT))))
          .isInstanceOf(TransportException.class);
      server.start();

      settleUntilTaken(source, before.get(1));
      assertThat(text(poll(source, 1).get(0))).isEqualTo("3");
      send(transport, 4);
      assertThat(text(poll(source, 1).get(0))).isEqualTo("4");
    }
  }

  private static void settleUntilTaken(Source source, Delivery delivery) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        source.settle(List.of(new Settlement(delivery, Verdict.EFFECT)));
        return;
      } catch (TransportException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
    }
  }

  private KafkaTransport.Builder builder() {
    return KafkaTransport.builder(server.bootstrapServers()).prefix(prefix);
  }

  private static KafkaProducer<byte[], byte[]> foreignProducer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", server.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void provision(KafkaTransport transport) {
    transport.provision(
        new Topology(new TreeSet<>(Set.of(CHANNEL)), List.of(BILLING), new TreeSet<>()));
  }

  private static void send(KafkaTransport transport, int... numbers) {
    List<Outgoing> batch = new ArrayList<>();
    for (int number : numbers) {
      String text = Integer.toString(number);
      batch.add(
          new Outgoing(
              CHANNEL,
              "order-placed",
              KeyDigest.of(text),
              "k",
              Map.of("ce-type", "order-placed"),
              text.getBytes(StandardCharsets.UTF_8)));
    }
    transport.send(batch).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static List<Delivery> poll(Source source, int count) {
    List<Delivery> all = new ArrayList<>();
    long deadline = System.nanoTime() + LONG.toNanos();
    while (all.size() < count && System.nanoTime() - deadline < 0) {
      try {
        all.addAll(source.poll(count - all.size(), Duration.ofSeconds(1)));
      } catch (TransportException e) {
        // The broker is not there yet; what is wanted is that it comes back.
        assertThat(e).hasMessageContaining("DulyKafkaUnanswered");
      }
    }
    assertThat(all).hasSize(count);
    return all;
  }

  private static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }
}
