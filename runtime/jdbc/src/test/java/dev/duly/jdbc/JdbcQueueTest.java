/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;
import static dev.duly.jdbc.EmbeddedQueue.topology;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcQueueTest {
  private static final ConsumerSpec BILLING = consumer("orders", "billing");
  private static final ConsumerSpec MAIL = consumer("orders", "mail");

  @TempDir Path directory;

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(delivery -> new String(delivery.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static void settle(Source source, Verdict verdict, List<Delivery> deliveries) {
    source.settle(deliveries.stream().map(delivery -> new Settlement(delivery, verdict)).toList());
  }

  @Test
  void everyGroupGetsEveryMessageInOrderOnce() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(BILLING, MAIL));
      queue.send(message("orders", "a", "1"), message("orders", "b", "2"));
      queue.send(message("orders", "a", "3"));
      for (ConsumerSpec consumer : List.of(BILLING, MAIL)) {
        try (Source source = queue.transport.open(consumer)) {
          List<Delivery> deliveries = source.poll(10, Duration.ZERO);
          assertThat(texts(deliveries)).containsExactly("1", "2", "3");
          assertThat(deliveries).noneMatch(Delivery::redelivered);
          assertThat(deliveries.get(0).headers()).containsEntry("ce-id", "1");
          assertThat(source.poll(10, Duration.ZERO)).isEmpty();
          settle(source, Verdict.EFFECT, deliveries);
          assertThat(source.poll(10, Duration.ZERO)).isEmpty();
        }
      }
      assertThat(queue.transport.locate("orders", "order-placed", key("2")))
          .containsEntry("billing", DeliveryState.DONE)
          .containsEntry("mail", DeliveryState.DONE);
    }
  }

  @Test
  void whatIsReleasedComesBackBeforeLaterMessagesOfItsKey() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(BILLING));
      queue.send(
          message("orders", "a", "1"), message("orders", "a", "2"), message("orders", "a", "3"));
      try (Source source = queue.transport.open(BILLING)) {
        List<Delivery> first = source.poll(2, Duration.ZERO);
        settle(source, Verdict.RELEASED, first);
        List<Delivery> again = source.poll(10, Duration.ZERO);
        assertThat(texts(again)).containsExactly("1", "2", "3");
        assertThat(again).noneMatch(Delivery::redelivered);
      }
    }
  }

  @Test
  void aMessageOfAKeyThatAnotherHolderWorksOnWaits() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(BILLING));
      queue.send(
          message("orders", "a", "1"), message("orders", "a", "2"), message("orders", "b", "3"));
      try (Source one = queue.transport.open(BILLING);
          Source other = queue.transport.open(BILLING)) {
        List<Delivery> held = one.poll(1, Duration.ZERO);
        assertThat(texts(held)).containsExactly("1");
        assertThat(texts(other.poll(10, Duration.ZERO))).containsExactly("3");
        settle(one, Verdict.EFFECT, held);
        assertThat(texts(other.poll(10, Duration.ZERO))).containsExactly("2");
      }
    }
  }

  @Test
  void aWaitingPollIsWokenByASend() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory);
        Source source = queue.transport.open(BILLING)) {
      CompletableFuture<List<Delivery>> polled =
          CompletableFuture.supplyAsync(() -> source.poll(1, Duration.ofMinutes(5)));
      queue.send(message("orders", "a", "1"));
      assertThat(texts(polled.join())).containsExactly("1");
    }
  }

  @Test
  void messagesWithoutAGroupRestUntilTheFirstSubscribes() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.send(message("orders.dlq", "a", "1"), message("orders.dlq", "a", "2"));
      List<Stored> stored = queue.transport.browse("orders.dlq", "", 10);
      assertThat(stored).hasSize(2);
      assertThat(queue.transport.browse("orders.dlq", stored.get(0).id(), 10))
          .extracting(Stored::id)
          .containsExactly(stored.get(1).id());
      queue.transport.remove("orders.dlq", stored.get(0).id());
      queue.transport.remove("orders.dlq", stored.get(0).id());
      assertThat(queue.transport.find("orders.dlq", stored.get(0).id())).isEmpty();
      assertThat(queue.transport.find("orders.dlq", stored.get(1).id())).isPresent();
      try (Source source = queue.transport.open(consumer("orders.dlq", "repair"))) {
        assertThat(texts(source.poll(10, Duration.ZERO))).containsExactly("2");
      }
      assertThat(queue.transport.browse("orders.dlq", "", 10)).isEmpty();
    }
  }

  @Test
  void afterACrashWhatWasHandedOutIsRedeliveredAndWhatWasReleasedIsNot() throws Exception {
    SettableClock clock = new SettableClock();
    try (EmbeddedQueue queue = new EmbeddedQueue(directory, clock)) {
      queue.transport.provision(topology(BILLING));
      queue.send(message("orders", "a", "1"), message("orders", "b", "2"));
      Source source = queue.transport.open(BILLING);
      List<Delivery> deliveries = source.poll(2, Duration.ZERO);
      settle(source, Verdict.RELEASED, deliveries);
    }
    try (EmbeddedQueue queue = new EmbeddedQueue(directory, clock)) {
      Source source = queue.transport.open(BILLING);
      assertThat(source.poll(1, Duration.ZERO)).noneMatch(Delivery::redelivered);
    }
    try (EmbeddedQueue queue = new EmbeddedQueue(directory, clock);
        Source source = queue.transport.open(BILLING)) {
      List<Delivery> again = source.poll(1, Duration.ZERO);
      assertThat(texts(again)).containsExactly("1");
      assertThat(again).allMatch(Delivery::redelivered);
      queue.send(message("orders", "c", "3"));
      assertThat(source.poll(10, Duration.ZERO))
          .extracting(Delivery::redelivered)
          .containsExactly(false, false);
    }
  }

  @Test
  void aLeaseThatEndsLetsAnotherHolderHaveTheMessage() {
    SettableClock clock = new SettableClock();
    try (EmbeddedQueue queue = new EmbeddedQueue(directory, clock)) {
      queue.transport.provision(topology(BILLING));
      queue.send(message("orders", "a", "1"), message("orders", "b", "2"));
      try (Source one = queue.transport.open(BILLING);
          Source other = queue.transport.open(BILLING)) {
        List<Delivery> held = one.poll(2, Duration.ZERO);
        clock.advance(Duration.ofSeconds(20));
        assertThat(one.renew(held.subList(0, 1))).isEmpty();
        clock.advance(Duration.ofSeconds(15));
        List<Delivery> taken = other.poll(10, Duration.ZERO);
        assertThat(texts(taken)).containsExactly("2");
        assertThat(taken).allMatch(Delivery::redelivered);
        assertThat(one.renew(held)).containsExactly(held.get(1));
        // The old holder was too late to give it back, but what it has done is done.
        settle(one, Verdict.RELEASED, held.subList(1, 2));
        assertThat(other.poll(10, Duration.ZERO)).isEmpty();
        settle(one, Verdict.EFFECT, held);
        settle(other, Verdict.DUPLICATE, taken);
        assertThat(queue.transport.locate("orders", "order-placed", key("2")))
            .containsEntry("billing", DeliveryState.DONE);
      }
    }
  }

  @Test
  void aClosedSourceGivesBackAndEndsItsWaitingPoll() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      Source one = queue.transport.open(BILLING);
      Source other = queue.transport.open(BILLING);
      CompletableFuture<List<Delivery>> waiting =
          CompletableFuture.supplyAsync(() -> other.poll(1, Duration.ofMinutes(5)));
      other.close();
      assertThat(waiting.join()).isEmpty();
      queue.send(message("orders", "a", "1"));
      assertThat(one.poll(1, Duration.ZERO)).hasSize(1);
      one.close();
      try (Source third = queue.transport.open(BILLING)) {
        assertThat(third.poll(1, Duration.ZERO)).singleElement().matches(Delivery::redelivered);
      }
    }
  }

  @Test
  void aGroupGetsTheMessagesItHandlesAndThoseThatNobodyKnows() {
    ConsumerSpec billing = consumer("orders", "billing", "order-placed");
    ConsumerSpec stock = consumer("orders", "stock", "order-cancelled");
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(billing, stock));
      Outgoing placed = message("orders", "a", "1");
      Outgoing unknown = new Outgoing("orders", "unheard-of", null, null, Map.of(), new byte[3]);
      queue.send(placed, unknown);
      try (Source one = queue.transport.open(billing);
          Source other = queue.transport.open(stock)) {
        assertThat(one.poll(10, Duration.ZERO)).hasSize(2);
        assertThat(other.poll(10, Duration.ZERO))
            .singleElement()
            .satisfies(delivery -> assertThat(delivery.body()).hasSize(3));
      }
    }
  }

  @Test
  void aGroupThatIsNotRunningStillGetsItsMessages() {
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(BILLING, MAIL));
    }
    try (EmbeddedQueue queue = new EmbeddedQueue(directory)) {
      queue.transport.provision(topology(BILLING));
      queue.send(message("orders", "a", "1"));
      try (Source source = queue.transport.open(MAIL)) {
        assertThat(source.poll(10, Duration.ZERO)).hasSize(1);
      }
    }
  }

  @Test
  void theLedgerBalancesAndForgetsWhatWasSettledAWeekAgo() throws Exception {
    SettableClock clock = new SettableClock();
    try (EmbeddedQueue queue = new EmbeddedQueue(directory, clock)) {
      queue.transport.provision(topology(BILLING));
      for (int i = 0; i < 6; i++) {
        queue.send(message("orders", "k" + i, "" + i));
      }
      try (Source source = queue.transport.open(BILLING)) {
        List<Delivery> deliveries = source.poll(5, Duration.ZERO);
        settle(source, Verdict.EFFECT, deliveries.subList(0, 2));
        settle(source, Verdict.DUPLICATE, deliveries.subList(2, 3));
        settle(source, Verdict.DEAD, deliveries.subList(3, 4));
        settle(source, Verdict.DROPPED, deliveries.subList(4, 5));
        settle(source, Verdict.DEAD, deliveries.subList(0, 1));
        assertThat(ledger(queue)).isEqualTo("billing 6 2 1 1 1 unsettled 1");
        clock.advance(Duration.ofDays(7).minusNanos(1000));
        assertThat(((JdbcQueue) queue.transport).purge()).isFalse();
        assertThat(ledger(queue)).isEqualTo("billing 6 2 1 1 1 unsettled 1");
        clock.advance(Duration.ofNanos(1000));
        assertThat(((JdbcQueue) queue.transport).purge()).isFalse();
        assertThat(ledger(queue)).isEqualTo("billing 1 0 0 0 0 unsettled 1");
        assertThat(texts(source.poll(10, Duration.ZERO))).containsExactly("5");
      }
    }
  }

  private static String ledger(EmbeddedQueue queue) throws SQLException {
    try (UnitOfWork unit = queue.store.begin();
        Statement statement = unit.transaction().connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CONCAT_WS(' ', group_id, received, effects, duplicates, dead, dropped,"
                    + " 'unsettled', pending + in_flight) FROM duly_ledger")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void aLargeBodyAndStrangeHeadersComeBackAsTheyWere() {
    byte[] body = new byte[8 << 20];
    new Random(1).nextBytes(body);
    Map<String, String> headers =
        Map.of("", "", "ünï", "line\nbreak\u0000", "x", "y".repeat(20_000));
    try (EmbeddedQueue queue = new EmbeddedQueue(directory);
        Source source = queue.transport.open(BILLING)) {
      queue.send(new Outgoing("orders", "any", null, null, headers, body));
      assertThat(source.poll(1, Duration.ZERO))
          .singleElement()
          .satisfies(
              delivery -> {
                assertThat(delivery.body()).isEqualTo(body);
                assertThat(delivery.headers()).isEqualTo(headers);
              });
    }
  }
}
