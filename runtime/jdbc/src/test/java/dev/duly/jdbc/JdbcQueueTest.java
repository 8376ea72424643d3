/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;
import static dev.duly.jdbc.EmbeddedQueue.topology;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
}
