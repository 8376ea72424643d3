/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.pipeline.Messages.Price;
import dev.duly.pipeline.Messages.PriceRequest;
import dev.duly.runtime.Duly;
import dev.duly.runtime.RequestTimeoutException;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerWiring;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.PublishPort;
import dev.duly.runtime.topology.PublisherWiring;
import dev.duly.runtime.topology.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestReplyTest {
  private final World world = new World();
  private final AtomicInteger runs = new AtomicInteger();

  interface Prices {
    CompletionStage<Price> price(PriceRequest request);
  }

  /** What the processor would write for {@link Prices}. */
  private static final PublisherWiring<Prices> PRICES =
      new PublisherWiring<>() {
        @Override
        public Class<Prices> publisherClass() {
          return Prices.class;
        }

        @Override
        public Prices create(PublishPort port) {
          return request ->
              port.requestAsync(
                  Messages.PRICE_REQUEST, request, Price.class, Duration.ofSeconds(10));
        }
      };

  private static final ModuleIndex INDEX =
      new ModuleIndex() {
        @Override
        public List<MessageContract<?>> messages() {
          return List.of(Messages.PRICE_REQUEST);
        }

        @Override
        public List<HandlerWiring<?>> handlers() {
          return List.of();
        }

        @Override
        public List<PublisherWiring<?>> publishers() {
          return List.of(PRICES);
        }
      };

  private Duly start() {
    return world
        .builder()
        .index(INDEX)
        .subscriptions(
            Subscription.of(GroupPolicy.of("catalogue"), "Catalogue.price", Messages.PRICE_REQUEST)
                .guard(GuardPolicy.transaction(Duration.ofDays(1)))
                .handledBy(
                    (request, call) ->
                        call.reply(new Price(request.sku(), 100 + runs.incrementAndGet()))))
        .start();
  }

  @Test
  void theReplyReachesTheCaller() {
    CompletableFuture<Price> reply =
        start().publisher(Prices.class).price(new PriceRequest("1", "apple")).toCompletableFuture();
    world.settle();

    assertThat(reply).isCompletedWithValue(new Price("apple", 101));
  }

  @Test
  void aDuplicateOfARequestGetsTheStoredReply() {
    Prices prices = start().publisher(Prices.class);
    var first = prices.price(new PriceRequest("1", "apple")).toCompletableFuture();
    world.settle();
    var second = prices.price(new PriceRequest("1", "apple")).toCompletableFuture();
    world.settle();

    assertThat(second.join()).isEqualTo(first.join());
    assertThat(runs).hasValue(1);
  }

  @Test
  void aRequestNobodyAnswersTimesOut() {
    Duly duly = world.builder().index(INDEX).start();
    var reply =
        duly.publisher(Prices.class).price(new PriceRequest("1", "apple")).toCompletableFuture();
    world.settle();

    assertThatThrownBy(reply::join).hasCauseInstanceOf(RequestTimeoutException.class);
  }

  @Test
  void aForgedReplyChannelIsPoison() {
    Duly duly = start();
    world.send(
        "prices",
        Map.of("ce-type", "price-request", "ce-id", "1", "ce-replyto", "orders"),
        "{\"id\":\"1\",\"sku\":\"apple\"}".getBytes(StandardCharsets.UTF_8));
    world.settle();

    assertThat(duly.deadLetters().list(10)).hasSize(1);
    assertThat(world.transport.sent("orders")).isEmpty();
  }
}
