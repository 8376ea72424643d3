/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnkeyedPublishTest {
  /** One compilation for many cases: each a scope of its own. */
  private static String blocks(String... bodies) {
    return Stream.of(bodies).map("{ %s }\n"::formatted).collect(Collectors.joining());
  }

  private static Compile shop(String body) {
    return Compile.with(UnkeyedPublish.class, UnkeyedPublishTest.class)
        .on(Libraries.CURRENT)
        .file("Shop.java", source(body));
  }

  private static String source(String body) {
    return """
        import org.apache.kafka.clients.producer.*;
        import org.springframework.kafka.core.*;
        import org.springframework.kafka.support.KafkaHeaders;
        import org.springframework.messaging.Message;
        import org.springframework.messaging.support.*;
        class Shop {
          static final String ORDERS = "orders";
          static final String OF_ERRORS = "orders.errors";
          @Value("${app.retry-topic}") String back;
          @interface Value { String value(); }
          String topic;
          String catalog;
          KafkaTemplate<String, String> template;
          KafkaTemplate<String, String> auditTemplate;
          KafkaTemplate<Void, String> keyless;
          KafkaOperations<String, String> operations;
          Producer<String, String> producer;
          Keyed wrapper;
          static class Keyed extends KafkaTemplate<String, String> {
            Keyed(ProducerFactory<String, String> f) { super(f); }
            void both(String topic, String value) { send(topic, value); super.send(topic, value); }
          }
          static class Bare extends ProducerRecord<String, String> {
            Bare(String topic, String value) { super(topic, value); }
          }
          void place(String id, String order, Integer partition, Message<String> given,
              ProducerRecord<String, String> made, Map<String, Object> headers) {
            %s
          }
        }
        """
        .formatted(body);
  }

  @Test
  void staysSilentWhereThereIsAKeyOrNoNeedOfOne() {
    shop(blocks(
            "template.send(\"orders\", id, order);",
            "template.sendDefault(id, order);",
            "new ProducerRecord<>(\"orders\", id, order);",
            // A null key with an explicit partition is fine.
            "template.send(\"orders\", 0, null, order);",
            "template.send(\"orders\", partition, 0L, null, order);",
            "new ProducerRecord<String, String>(\"orders\", partition, null, order);",
            "new ProducerRecord<>(\"orders\", partition, 0L, id, order, List.of());",
            // A null value is a tombstone.
            "template.send(\"orders\", id, null);",
            // The key may be in what is handed over.
            "template.send(made);",
            "template.send(given);",
            "template.send(MessageBuilder.withPayload(order).setHeader(KafkaHeaders.KEY, id).build());",
            "template.send(MessageBuilder.withPayload(order).setHeader(\"kafka_messageKey\", id).setHeader(KafkaHeaders.TOPIC, \"orders\").build());",
            "template.send(MessageBuilder.withPayload(order).setHeaderIfAbsent(KafkaHeaders.PARTITION, 1).build());",
            "template.send(MessageBuilder.withPayload(order).setHeader(id, order).build());",
            "template.send(MessageBuilder.withPayload(order).copyHeaders(headers).build());",
            "template.send(MessageBuilder.fromMessage(given).build());",
            "template.send(new GenericMessage<>(order, headers));",
            "MessageBuilder<String> b = MessageBuilder.withPayload(order); b.setHeader(KafkaHeaders.KEY, id); template.send(b.build());",
            "Message<String> m = MessageBuilder.withPayload(order).build(); m = given; template.send(m);",
            // A wrapper of the build's own may add it.
            "wrapper.send(\"orders\", order);",
            "new Bare(\"orders\", order);",
            // No keys by declaration.
            "keyless.send(\"orders\", order);",
            "keyless.sendDefault(order);",
            "new ProducerRecord<Void, String>(\"orders\", order);",
            // Order means nothing there.
            "template.send(\"orders.DLT\", order);",
            "template.send(\"orders-dlq\", order);",
            "template.send(OF_ERRORS, order);",
            "template.send(back, order);",
            "template.send(topic + \"-retry-0\", order);",
            "template.send(\"deadLetters\", order);",
            "String dlqTopic = topic; template.send(dlqTopic, order);",
            "String to = \"audit-trail\"; template.send(to, order);",
            "new ProducerRecord<>(\"app_log\", order);",
            "new ProducerRecord<String, String>(\"email-notifications\", order);",
            "new ProducerRecord<>(\"SMS2\", order);",
            "template.send(MessageBuilder.withPayload(order).setHeader(KafkaHeaders.TOPIC, \"metrics\").build());",
            "auditTemplate.sendDefault(order);",
            "this.auditTemplate.send(topic, order);",
            // Not a send.
            "new StringBuilder(order).append(id);",
            "template.partitionsFor(\"orders\");"))
        .isSilent();
  }

  @Test
  void findsASendWithoutAKey() {
    shop(found(
            "template.send(\"orders\", order); | to \"orders\" without a key",
            "this.template.send(ORDERS, order); | to ORDERS without a key",
            "operations.send(topic, order); | to topic without a key",
            "template.sendDefault(order); | without a key, so Kafka spreads the messages over all partitions",
            "new ProducerRecord<>(\"orders\", order); | to \"orders\" without a key",
            "template.send(new ProducerRecord<>(\"orders\", order)); | to \"orders\" without a key",
            "producer.send(new ProducerRecord<>(\"orders\", order)); | to \"orders\" without a key",
            "template.send(\"orders\", null, order); | to \"orders\" without a key",
            "template.send(\"orders\", (String) null, order); | to \"orders\" without a key",
            "template.send(\"orders\", null, null, order); | to \"orders\" without a key",
            "template.sendDefault(null, order); | without a key",
            "new ProducerRecord<String, String>(\"orders\", null, order); | to \"orders\" without a key",
            "new ProducerRecord<String, String>(\"orders\", (Integer) null, (null), order, List.of()); | to \"orders\" without a key",
            "new ProducerRecord<String, String>(\"orders\", null, 0L, null, order); | to \"orders\" without a key",
            "template.send(MessageBuilder.withPayload(order).setHeader(KafkaHeaders.TOPIC, ORDERS).build()); | to ORDERS without a key",
            "template.send(MessageBuilder.withPayload(order).setReplyChannelName(id).build()); | without a key",
            "Message<String> m = MessageBuilder.withPayload(order).setHeader(\"x\", id).build(); template.send(m); | without a key",
            "template.send(new GenericMessage<>(order)); | without a key",
            // Words, not parts of words.
            "template.send(catalog, order); | to catalog without a key",
            "template.send(\"logins\", order); | to \"logins\" without a key",
            "template.send(\"terrors\", order); | to \"terrors\" without a key",
            "template.send(\"deadlines\", order); | to \"deadlines\" without a key"))
        .finds();
  }

  /** Each a statement, perhaps after others, and what is said of it. */
  private static String found(String... cases) {
    return Stream.of(cases)
        .map(each -> each.split(" \\| "))
        .map(
            each -> {
              int last = each[0].lastIndexOf("; ") + 1;
              return each[0].substring(0, last)
                  + "\n// BUG: Diagnostic contains: Shop.place sends "
                  + each[1]
                  + "\n"
                  + each[0].substring(last);
            })
        .map("{ %s }\n"::formatted)
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "template.send(\"orders\", order); | such as the id of that thing: `send(topic, key, value)`. If no order is needed",
        "template.sendDefault(order); | `sendDefault(key, value)`",
        "template.send(\"orders\", null, order); | the key in place of the null",
        "new ProducerRecord<>(\"orders\", order); | `new ProducerRecord<>(topic, key, value)`",
        "template.send(new GenericMessage<>(order)); | `.setHeader(KafkaHeaders.KEY, key)`",
      })
  void saysHowToWriteItWithAKey(String body, String remedy) {
    shop("// BUG: Diagnostic contains: " + remedy + "\n" + body).finds();
  }

  @Test
  void knowsThePreviousMajors() {
    Compile.with(UnkeyedPublish.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Shop.java",
            """
            import org.springframework.kafka.core.KafkaTemplate;
            import org.springframework.kafka.support.KafkaHeaders;
            import org.springframework.messaging.support.MessageBuilder;
            class Shop {
              KafkaTemplate<String, String> template;
              void place(String id, String order) {
                template.send("orders", id, order);
                template.send(
                    MessageBuilder.withPayload(order).setHeader(KafkaHeaders.MESSAGE_KEY, id).build());
                // BUG: Diagnostic contains: Shop.place sends to "orders"
                template.send("orders", order);
                // BUG: Diagnostic contains: Shop.place sends to "orders"
                new org.apache.kafka.clients.producer.ProducerRecord<>("orders", order);
              }
            }
            """)
        .finds();
  }

  private static final String EMITTERS =
      """
      import io.smallrye.reactive.messaging.MutinyEmitter;
      import io.smallrye.reactive.messaging.kafka.Record;
      import org.eclipse.microprofile.reactive.messaging.*;
      import org.eclipse.microprofile.reactive.messaging.Message;
      class Shop<T> {
        @Channel("orders") Emitter<String> orders;
        @Channel("orders") Emitter<Object> any;
        @Channel("orders") Emitter<T> typed;
        @Channel("orders") Emitter<Record<String, String>> records;
        @Channel("orders") MutinyEmitter<String> mutiny;
        @Channel("orders-dlq") Emitter<String> last;
        @Channel("inside") Emitter<String> inside;
        @Channel("inside-too") Emitter<String> insideToo;
        @Incoming("inside") void take(String order) { }
        @Incoming("else") @Incoming("inside-too") void takeToo(String order) { }
        void place(String id, String order, Object unknown, T some, Emitter<String> given) {
          %s
        }
      }
      """;

  @Test
  void staysSilentOnEmittersThatSendAKeyOrStayInTheProcess() {
    Compile.with(UnkeyedPublish.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Shop.java",
            EMITTERS.formatted(
                blocks(
                    "orders.send(Message.of(order));",
                    "records.send(Record.of(id, order));",
                    "any.send(unknown);",
                    "typed.send(some);",
                    "last.send(order);",
                    "inside.send(order);",
                    "insideToo.send(order);",
                    "mutiny.sendMessage(Message.of(order));",
                    "orders.complete();")))
        .isSilent();
  }

  @Test
  void findsAPayloadEmittedWithoutAKey() {
    Compile.with(UnkeyedPublish.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Shop.java",
            EMITTERS.formatted(
                Stream.of(
                        "orders.send(order);",
                        "any.send(order);",
                        "given.send(order);",
                        "mutiny.send(order);",
                        "mutiny.sendAndAwait(order);",
                        "mutiny.sendAndForget(order);")
                    .map(
                        send ->
                            "// BUG: Diagnostic contains: of that thing: `send(Record.of(key, payload))`\n"
                                + send)
                    .collect(Collectors.joining("\n"))))
        .finds();
  }

  @Test
  void staysSilentWhereAChannelMayLeadElsewhere() {
    Compile.with(UnkeyedPublish.class, getClass())
        .on(Libraries.CURRENT)
        .type(
            "io/smallrye/reactive/messaging/rabbitmq/RabbitMQConnector.java",
            "package io.smallrye.reactive.messaging.rabbitmq; public class RabbitMQConnector { }")
        .file("Shop.java", EMITTERS.formatted("orders.send(order);"))
        .isSilent();
  }

  @Test
  void takesWordsFromTheBuild() {
    shop("template.send(\"shop.page-views.eu\", order);")
        .args("-XepOpt:Duly:LossyTopics=clicks,page-views")
        .isSilent();
    shop("// BUG: Diagnostic contains: shop.views\ntemplate.send(\"shop.views-page\", order);")
        .args("-XepOpt:Duly:LossyTopics=clicks,page-views")
        .finds();
  }

  @Test
  void isSilencedInTestsByNameAndWithAReason() {
    String send = "template.send(\"orders\", order);";
    Compile.with(UnkeyedPublish.class, getClass())
        .on(Libraries.CURRENT)
        .file("shop/src/test/java/Shop.java", source(send))
        .isSilent();
    shop("} @SuppressWarnings(\"UnkeyedPublish\") void quiet(String order) { " + send).isSilent();
    shop("} @BestEffort(because = \"facts, in any order\") void quiet(String order) { " + send)
        .isSilent();
    shop("} @BestEffort(because = \"facts\") static class Facts { KafkaTemplate<String, String> template; Object at = template.sendDefault(\"x\"); } void also() {")
        .isSilent();
    shop("} static class Facts { KafkaTemplate<String, String> template;\n// BUG: Diagnostic contains: Facts.at sends without\nObject at = template.sendDefault(\"x\"); } void also() {")
        .finds();
  }
}
