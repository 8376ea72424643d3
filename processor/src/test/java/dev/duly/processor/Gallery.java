/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import java.util.List;
import javax.tools.JavaFileObject;

/** One small shop that uses every option once; the golden files are made from it. */
final class Gallery {
  private Gallery() {}

  static final String ORDER_PLACED =
      """
      @Message(channel = "orders")
      public record OrderPlaced(
          @IdempotencyKey @PartitionKey String orderId, String customerId, @OccurredAt Instant placedAt) {}
      """;

  static final String STOCK_MOVED =
      """
      @Message(channel = "stock", id = "moved", version = 3)
      record StockMoved(
          @IdempotencyKey Line line, @IdempotencyKey Integer movement, @IdempotencyKey UUID run,
          @IdempotencyKey @PartitionKey Kind kind, @PartitionKey long shelf,
          @Sensitive String clerk, @Sensitive String note) {
        record Line(String sku, int number) {}
        enum Kind { IN, OUT }
      }
      """;

  static final String CHARGE_CARD =
      """
      @Message(channel = "payments", kind = MessageKind.COMMAND)
      @Unordered(because = "each charge stands alone")
      public class ChargeCard {
        @IdempotencyKey private final String id;
        public ChargeCard(String id) { this.id = id; }
        public String getId() { return id; }
      }
      """;

  static final String QUOTE_REQUEST =
      """
      @Message(channel = "quotes", kind = MessageKind.REQUEST)
      public record QuoteRequest(@IdempotencyKey String id, @PartitionKey String sku)
          implements Request<Quote> {}
      """;

  static final String QUOTE = "public record Quote(String sku, long cents) {}";

  static final String OUTCOME =
      """
      public sealed interface OrderOutcome {
        @Message(channel = "orders")
        record Confirmed(@IdempotencyKey @PartitionKey String orderId) implements OrderOutcome {}
        @Message(channel = "orders")
        record Failed(@IdempotencyKey @PartitionKey String orderId, String why) implements OrderOutcome {}
      }
      """;

  static final String LEGACY =
      """
      package legacy;
      public class ShipmentAvro {
        public String getShipmentId() { return "s"; }
        public String carrier() { return "c"; }
      }
      """;

  static final String FOREIGN =
      """
      @MessageFor(
          type = legacy.ShipmentAvro.class, channel = "shipments", idempotencyKey = "shipmentId",
          partitionKey = "carrier")
      final class Contracts {}
      """;

  static final String BILLING =
      """
      @HandlerGroup("billing")
      @Owner(team = "payments", contact = "#payments", runbook = "https://wiki.example/billing")
      @Concurrency(lanes = 8, inFlight = 200, batch = 20)
      @Lease("2m")
      @DeadLetter(channel = "billing.dead")
      public final class Billing {
        @MessageHandler(timeout = "90s")
        @Idempotent
        OrderOutcome charge(OrderPlaced order, Transaction tx, MessageContext context) {
          return new OrderOutcome.Confirmed(order.orderId());
        }

        @MessageHandler(delivery = DeliveryMode.EXACTLY_ONCE)
        @Idempotent(window = "36h", scope = "charges")
        @Retry(attempts = 3, initial = "200ms", max = "10s", notOn = {IllegalArgumentException.class, ArithmeticException.class})
        @DeadLetter(channel = "charges.dead")
        Optional<OrderOutcome.Confirmed> charge(ChargeCard command, Outbox outbox) {
          return Optional.empty();
        }

        @MessageHandler
        @Idempotent(mode = Idempotent.Mode.NATURAL, because = "a quote changes nothing")
        Quote quote(QuoteRequest request) {
          return new Quote(request.sku(), 100);
        }

        @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
        void count(legacy.ShipmentAvro shipment) {}
      }
      """;

  static final String WAREHOUSE =
      """
      @HandlerGroup("warehouse")
      @DeadLetter(onKey = DeadLetter.OnKey.PARK)
      class Warehouse {
        @MessageHandler
        @Idempotent
        List<StockMoved> move(List<OrderPlaced> orders, Transaction tx) {
          return List.of();
        }

        @MessageHandler
        @Idempotent
        Optional<OrderOutcome> count(StockMoved moved) {
          return Optional.empty();
        }

        static class Night {
          @HandlerGroup("night")
          static class Shift {
            @MessageHandler
            @Idempotent
            void close(OrderOutcome.Failed failed) {}
          }
        }
      }
      """;

  static final String CARDS =
      """
      @HandlerGroup("cards")
      public final class Cards {
        @MessageHandler(timeout = "20s")
        @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
        OrderOutcome.Confirmed charge(OrderPlaced order, EffectKey key) {
          return new OrderOutcome.Confirmed(order.orderId());
        }

        @MessageHandler
        @Idempotent(
            mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE, lease = "1m", window = "36h",
            scope = "mails", notExecuted = java.net.ConnectException.class,
            refused = {IllegalArgumentException.class, ArithmeticException.class})
        void mail(OrderOutcome.Failed failed, MessageContext context) {}
      }
      """;

  static final String PUBLISHER =
      """
      @Publisher(timeout = "1500ms")
      interface Shop {
        void placed(OrderPlaced event);
        CompletionStage<Void> moved(StockMoved event);
        Quote quote(QuoteRequest request);
        CompletionStage<Quote> quoteLater(QuoteRequest request);
      }
      """;

  static final String PAYMENTS =
      """
      public interface Payments {
        @Idempotent(
            mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, scope = "payments.charge",
            lease = "1m", refused = IllegalArgumentException.class)
        Quote charge(@IdempotencyKey String orderId, long cents, EffectKey key)
            throws java.io.IOException, IllegalArgumentException;

        @Idempotent(scope = "payments.refund", window = "36h")
        void refund(@IdempotencyKey StockMoved.Line line, @IdempotencyKey Integer call, String... why);

        @Idempotent(scope = "payments.take-all")
        long takeAll(@IdempotencyKey UUID run);

        @Idempotent(scope = "payments.take-some")
        long takeAll(@IdempotencyKey UUID run, int port);

        <T extends Comparable<T>> List<? super T> sorted(Map<String, T[]> them, int... more)
            throws java.io.IOException, InterruptedException;

        void forget();

        void move(
            Map<String, List<Quote>> fromAVeryLongName, Map<String, List<Quote>> toAVeryLongName,
            int many) throws InterruptedException;

        default Quote charge(String orderId) throws java.io.IOException {
          return charge(orderId, 100, new EffectKey("", false));
        }

        static void none() {}
      }
      """;

  static List<JavaFileObject> sources() {
    return List.of(
            ORDER_PLACED,
            STOCK_MOVED,
            CHARGE_CARD,
            QUOTE_REQUEST,
            QUOTE,
            OUTCOME,
            LEGACY,
            FOREIGN,
            BILLING,
            WAREHOUSE,
            CARDS,
            PUBLISHER,
            PAYMENTS)
        .stream()
        .map(Compile::source)
        .toList();
  }
}
