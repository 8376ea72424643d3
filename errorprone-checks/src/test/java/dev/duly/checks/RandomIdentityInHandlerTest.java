/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomIdentityInHandlerTest {
  private static final String TYPES =
      """
      import org.springframework.kafka.core.KafkaTemplate;
      import org.springframework.kafka.support.KafkaHeaders;
      import org.springframework.messaging.support.MessageBuilder;
      import jakarta.persistence.Id;
      class Order {
        @Id String id;
        String name;
        void setId(Object id) { }
        void setOrderId(Object id) { }
        void setCustomerUuid(Object id) { }
        void setMessageID(Object id) { }
        void setCorrelationId(Object id) { }
        void setTraceId(Object id) { }
        void setRequestId(Object id) { }
        void setPaid(Object at) { }
        void setPlacedAt(Object at) { }
        void id(Object id) { }
        static Builder builder() { return new Builder(); }
        static class Builder {
          Builder id(Object id) { return this; }
          Builder orderId(Object id) { return this; }
          Builder spanId(Object id) { return this; }
          Builder placedAt(Object at) { return this; }
        }
      }
      class Row {
        @Id private final String key;
        private final String name;
        Row(String key, String name) { this.key = key; this.name = name; }
      }
      record Line(@org.springframework.data.annotation.Id String number, String name) { }
      record Plain(String number, String id) { }
      interface Gateway {
        void charge(String idempotencyKey, String order);
        void charge(String order, int idempotentRequest);
        void put(String messageKey, long at);
        void open(String apiKey, String cacheKey, String monkey);
        Gateway idempotencyKey(String value);
        Gateway header(String name, String value);
      }
      interface Orders {
        boolean existsByOrder(String order);
        Optional<Order> findByOrder(String order);
        boolean isOpen();
      }
      """;

  private static Compile billing(String... bodies) {
    return billingWith("@org.springframework.kafka.annotation.KafkaListener", bodies);
  }

  private static Compile billingWith(String annotations, String... bodies) {
    return Compile.with(RandomIdentityInHandler.class, RandomIdentityInHandlerTest.class)
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            TYPES
                + """
                class Billing {
                  static final Logger LOG = LoggerFactory.getLogger(Billing.class);
                  Gateway gateway;
                  Orders orders;
                  Clock clock;
                  Random random;
                  KafkaTemplate<String, String> template;
                  %s
                  void on(String number) {
                    Order order = new Order();
                    %s
                  }
                }
                """
                    .formatted(
                        annotations,
                        Stream.of(bodies)
                            .map("{ %s }\n"::formatted)
                            .collect(Collectors.joining())));
  }

  private static String[] found(String said, String... statements) {
    return Stream.of(statements)
        .map(
            each -> {
              int last = each.lastIndexOf("; ") + 1;
              return each.substring(0, last)
                  + "\n// BUG: Diagnostic contains: "
                  + said
                  + "\n"
                  + each.substring(last);
            })
        .toArray(String[]::new);
  }

  @Test
  void staysSilentOnIdentitiesOfTheMessage() {
    billing(
            "order.setId(number);",
            "order.setId(UUID.nameUUIDFromBytes(number.getBytes()));",
            "order.id = number;",
            "order.name = UUID.randomUUID().toString();",
            "Order.builder().id(number).placedAt(Instant.now());",
            "new Row(number, UUID.randomUUID().toString());",
            "new Line(number, \"x\" + System.nanoTime());",
            "template.send(\"orders\", number, UUID.randomUUID().toString());",
            "gateway.charge(number, number);",
            // When it happened, or what follows it through logs.
            "order.setPlacedAt(Instant.now());",
            "order.setPaid(clock.millis());",
            "order.setCorrelationId(UUID.randomUUID());",
            "order.setTraceId(UUID.randomUUID());",
            "order.setRequestId(UUID.randomUUID());",
            "Order.builder().spanId(UUID.randomUUID());",
            "org.slf4j.MDC.put(\"traceId\", UUID.randomUUID().toString());",
            "MessageBuilder.withPayload(number).setHeader(KafkaHeaders.CORRELATION_ID, UUID.randomUUID());",
            "gateway.header(\"X-Request-Id\", UUID.randomUUID().toString());",
            "LOG.info(\"run {}\", UUID.randomUUID());",
            // A name without a builder around it, and no name that says identity.
            "order.id(UUID.randomUUID());",
            "new Plain(UUID.randomUUID().toString(), UUID.randomUUID().toString());",
            "gateway.open(UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString());",
            "new HashMap<UUID, String>().put(UUID.randomUUID(), number);",
            // Only where the message has none.
            "order.setId(number != null ? number : UUID.randomUUID().toString());",
            "order.setId(Optional.ofNullable(number).orElseGet(() -> UUID.randomUUID().toString()));",
            "String id = UUID.randomUUID().toString(); if (number != null) { id = number; } order.setId(id);",
            // Through more than one local, or a method: not followed.
            "String a = UUID.randomUUID().toString(); String b = a; order.setId(b);",
            // Not chance.
            "order.setId(number.hashCode());",
            "order.setId(Objects.hash(number));",
            "order.setId(clock.getZone());")
        .isSilent();
  }

  @Test
  void staysSilentWhereTheMessageIsRecognisedFirst() {
    billing(
            "if (orders.existsByOrder(number)) { return; } order.setId(UUID.randomUUID());",
            "if (orders.existsByOrder(number)) return; { template.send(\"t\", UUID.randomUUID().toString(), number); }",
            "if (orders.existsByOrder(number)) { LOG.info(\"copy\"); throw new IllegalStateException(); } order.id = UUID.randomUUID().toString();",
            "Optional<Order> known = orders.findByOrder(number); if (known.isPresent()) { return; } order.setId(UUID.randomUUID());",
            "if (!orders.existsByOrder(number)) { order.setId(UUID.randomUUID()); }",
            "if (orders.existsByOrder(number)) { } else { order.setId(UUID.randomUUID()); }",
            "orders.findByOrder(number).orElseGet(() -> { order.setId(UUID.randomUUID()); return order; });")
        .isSilent();
    billingWith("@MessageHandler @Idempotent", "order.setId(UUID.randomUUID());").isSilent();
    billingWith(
            "@MessageHandler @Idempotent(mode = Idempotent.Mode.TRANSACTION)",
            "new Row(UUID.randomUUID().toString(), number);")
        .isSilent();
  }

  @Test
  void staysSilentOutsideHandlersAndWhereItIsMeant() {
    String body = "order.setId(UUID.randomUUID()); gateway.idempotencyKey(\"a\" + Math.random());";
    billingWith("", body).isSilent();
    billingWith(
            "@SuppressWarnings(\"RandomIdentityInHandler\") @org.springframework.kafka.annotation.KafkaListener",
            body)
        .isSilent();
    billingWith("@BestEffort(because = \"statistics\") @MessageHandler", body).isSilent();
  }

  @Test
  void findsAnIdThatIsNewEachTime() {
    billing(
            found(
                "Billing.on makes an identity from UUID.randomUUID(): after a crash, a timeout or a rebalance the message is delivered again and makes a second row or message. Make it from the message: its own id, or UUID.nameUUIDFromBytes(…)",
                "order.setId(UUID.randomUUID());",
                "order.setOrderId(UUID.randomUUID().toString().replace(\"-\", \"\"));",
                "order.setCustomerUuid((Object) (UUID.randomUUID()));",
                "order.setMessageID(\"o-\" + UUID.randomUUID());",
                "order.setId(String.valueOf(UUID.randomUUID()));",
                "String id = \"o\" + UUID.randomUUID(); order.setId(id);",
                "order.id = UUID.randomUUID().toString();",
                "Order.builder().id(UUID.randomUUID());",
                "Order.builder().placedAt(number).orderId(UUID.randomUUID());",
                "new Row(UUID.randomUUID().toString(), number);",
                "new Line(UUID.randomUUID().toString(), number);"))
        .finds();
  }

  @Test
  void findsChanceAndTheClock() {
    billing(
            "// BUG: Diagnostic contains: from System.currentTimeMillis()\norder.setId(System.currentTimeMillis());",
            "// BUG: Diagnostic contains: from Instant.now()\norder.setId(number + Instant.now().toEpochMilli());",
            "// BUG: Diagnostic contains: from clock.millis()\norder.setId(Long.toString(clock.millis()));",
            "// BUG: Diagnostic contains: from random.nextLong()\norder.setId(Math.abs(random.nextLong()));",
            "// BUG: Diagnostic contains: from new Date()\norder.setId(new Date().getTime());")
        .finds();
  }

  @Test
  void findsABrokersKey() {
    billing(
            found(
                "makes a second message, under another key and in no order with the first",
                "template.send(\"orders\", UUID.randomUUID().toString(), number);",
                "template.send(\"orders\", 0, UUID.randomUUID().toString(), number);",
                "new org.apache.kafka.clients.producer.ProducerRecord<>(\"orders\", UUID.randomUUID().toString(), number);",
                "MessageBuilder.withPayload(number).setHeader(KafkaHeaders.KEY, UUID.randomUUID());"))
        .finds();
  }

  @Test
  void findsARequestThatNobodyCanRecognise() {
    String[] requests =
        found(
            "makes a second request, which nobody can tell from a new one",
            "gateway.charge(UUID.randomUUID().toString(), number);",
            "gateway.charge(number, (int) System.nanoTime());",
            "gateway.put(UUID.randomUUID().toString(), 1);",
            "gateway.idempotencyKey(UUID.randomUUID().toString());",
            "gateway.header(\"Idempotency-Key\", UUID.randomUUID().toString());",
            // No question to the own store helps the other side.
            "if (orders.existsByOrder(number)) { return; } gateway.idempotencyKey(UUID.randomUUID().toString());");
    billing(requests).finds();
    billingWith("@MessageHandler @Idempotent", requests).finds();
  }

  @Test
  void knowsWhatIsNoQuestion() {
    billing(
            found(
                "a second row or message",
                "if (orders.isOpen()) { return; } order.setId(UUID.randomUUID());",
                "if (orders.existsByOrder(number)) { LOG.info(\"copy\"); } order.setId(UUID.randomUUID());",
                "if (number.isEmpty()) { return; } order.setId(UUID.randomUUID());"))
        .finds();
    billingWith(
            "@MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = \"x\")",
            found("If a copy does no harm", "order.setId(UUID.randomUUID());"))
        .finds();
  }

  @Test
  void knowsTheNamesOfThePreviousMajors() {
    Compile.with(RandomIdentityInHandler.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            """
            class Billing {
              static class Row {
                @javax.persistence.Id String number;
                Row(String number) { this.number = number; }
              }
              @org.springframework.jms.annotation.JmsListener(destination = "q")
              void on(String order) { add(); }
              void add() {
                // BUG: Diagnostic contains: Billing.on makes an identity from UUID.randomUUID()
                new Row(UUID.randomUUID().toString());
              }
            }
            """)
        .finds();
  }
}
