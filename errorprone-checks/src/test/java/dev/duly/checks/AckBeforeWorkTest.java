/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckBeforeWorkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store.save(order); ack.acknowledge();",
        "Object saved = store.save(order); ack.acknowledge(); store.reply(order, saved);",
        "try { store.save(order); } finally { ack.acknowledge(); store.reply(order, null); }",
        "try { store.save(order); } catch (Exception e) { ack.acknowledge(); store.reply(order, e); }",
        // Nothing is left that could be lost.
        "ack.acknowledge();",
        "ack.acknowledge(); LOG.info(\"got {}\", order);",
        "ack.acknowledge(); Integer.parseInt(order);",
        "ack.acknowledge(); store.count();",
        // Somebody has decided.
        "if (order.isEmpty()) { ack.acknowledge(); store.reply(order, null); return; } store.save(order);",
        "if (store.saved(order)) { ack.acknowledge(); return; } store.save(order); ack.acknowledge();",
        "switch (order) { case \"\": ack.acknowledge(); store.reply(order, null); break; default: store.save(order); }",
        "switch (order) { case \"\" -> { ack.acknowledge(); store.reply(order, null); } default -> store.save(order); }",
        // Somebody else runs it.
        "later(() -> { ack.acknowledge(); store.save(order); });",
      })
  void staysSilentWhereTheWorkIsDoneOrNobodyWaitsForIt(String body) {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(body))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~ ack.acknowledge(); store.save(order);",
        "LOG.info(\"got {}\", order); String id = order.trim(); ~ ack.acknowledge(); store.save(id);",
        "try { ~ ack.acknowledge(); store.save(order); } catch (Exception e) { throw e; }",
        "try { ~ ack.acknowledge(); } catch (Exception e) { LOG.warn(\"x\", e); } store.save(order);",
        "if (ack != null) { ~ ack.acknowledge(); } store.save(order);",
        "{ ~ ack.acknowledge(); } if (!order.isEmpty()) { store.save(order); }",
        "~ ack.acknowledge(); try { store.save(order); } catch (Exception e) { store.reply(order, e); }",
        "~ ack.acknowledge(); for (String each : order.split(\",\")) { store.save(each); }",
        "~ ack.acknowledge(); List.of(order).forEach(each -> store.save(each));",
      })
  void findsAnAcknowledgementAheadOfTheWork(String body) {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(found(body)))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag) throws java.io.IOException { ~ channel.basicAck(tag, false); store.save(order); }",
        "com.rabbitmq.client.Channel channel; com.rabbitmq.client.DeliverCallback c = (t, order) -> { ~ channel.basicAck(order.getEnvelope().getDeliveryTag(), false); store.save(order.getBody()); };",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String order, io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement ack) { ~ ack.acknowledge(); store.save(order); }",
        "io.nats.client.MessageHandler h = order -> { ~ order.ack(); store.save(order.getData()); };",
        "jakarta.jms.MessageListener l = order -> { try { ~ order.acknowledge(); store.save(order); } catch (jakarta.jms.JMSException e) { throw new IllegalStateException(e); } };",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { ~ order.ack().toCompletableFuture().join(); store.save(order.getPayload()); }",
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { store.begin(); while (true) { var records = consumer.poll(Duration.ofSeconds(1)); ~ consumer.commitSync(); records.forEach(store::save); } }",
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { for (var r : consumer.poll(Duration.ofSeconds(1))) { ~ consumer.commitSync(); store.save(r); } } }",
        "software.amazon.awssdk.services.sqs.SqsClient sqs; void poll() { for (var m : sqs.receiveMessage(r -> r.queueUrl(\"q\")).messages()) { ~ sqs.deleteMessage(d -> d.receiptHandle(m.receiptHandle())); store.save(m.body()); } }",
        "void poll(jakarta.jms.MessageConsumer consumer) throws jakarta.jms.JMSException { while (true) { jakarta.jms.Message m = consumer.receive(); ~ m.acknowledge(); store.save(m); } }",
      })
  void findsItInEveryLibrary(String member) {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(found(member)))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What it commits was worked on in the round before.
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { consumer.commitSync(); for (var r : consumer.poll(Duration.ofSeconds(1))) { store.save(r); } } }",
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { var records = consumer.poll(Duration.ofSeconds(1)); for (var r : records) { store.save(r); } consumer.commitSync(); store.reply(records, null); } }",
        // It says what is done.
        "Map<org.apache.kafka.common.TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata> done; void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { var records = consumer.poll(Duration.ofSeconds(1)); consumer.commitSync(done); records.forEach(store::save); } }",
        // Now and then.
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { var records = consumer.poll(Duration.ofSeconds(1)); if (store.due()) { consumer.commitSync(); } records.forEach(store::save); } }",
        // Nobody brings a message here.
        "void on(String order, org.springframework.kafka.support.Acknowledgment ack) { ack.acknowledge(); store.save(order); }",
        "void commit(org.apache.kafka.clients.consumer.Consumer<String, String> consumer, String order) { consumer.commitSync(); store.save(order); }",
        // It is meant.
        "@BestEffort(because = \"a statistic\") @org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { ack.acknowledge(); store.save(order); }",
        "@SuppressWarnings(\"AckBeforeWork\") @org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { ack.acknowledge(); store.save(order); }",
      })
  void staysSilentWhereItIsNotTheMessageOrIsMeant(String member) {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(member))
        .isSilent();
  }

  @Test
  void findsItUnderTheNamesOfThePreviousMajor() {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            type(
                found(
                    "com.amazonaws.services.sqs.AmazonSQS sqs; void poll() { for (var m : sqs.receiveMessage(\"q\").getMessages()) { ~ sqs.deleteMessage(\"q\", m.getReceiptHandle()); store.save(m.getBody()); } }")))
        .finds();
  }

  @Test
  void saysWhatIsLostAndWhatToDo() {
    Compile.with(AckBeforeWork.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            kafka(
                """
                charge(order, ack); }
                private void charge(String order, org.springframework.kafka.support.Acknowledgment ack) {
                  // BUG: Diagnostic contains: Billing.on, in charge, acknowledges the message, `ack.acknowledge()`, before the work on it: when that work fails, or the process stops before it is done, the broker has forgotten the message and the work is lost. Acknowledge as the last thing after the work: a failure then leaves it out, and the container's error handler retries it and can keep it in a dead-letter topic. If the loss is acceptable: @SuppressWarnings("AckBeforeWork").
                  ack.acknowledge();
                  store.save(order);
                """))
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.acknowledge(); save(o); | save(o); a.acknowledge();",
        "a.acknowledge(); for (String s : o.split(\",\")) { save(s); } | for (String s : o.split(\",\")) { save(s); } a.acknowledge();",
        "try { a.acknowledge(); save(o); } catch (Exception e) { throw e; } | try { save(o); a.acknowledge(); } catch (Exception e) { throw e; }",
        "if (a != null) { a.acknowledge(); } save(o); | save(o); if (a != null) { a.acknowledge(); }",
        // The end may not be reached.
        "a.acknowledge(); if (o.isEmpty()) { return; } save(o); | =",
        "a.acknowledge(); try { save(o); } catch (Exception e) { throw e; } | =",
      })
  void theFixAcknowledgesAtTheEnd(String before, String after) {
    String source =
        """
        import org.springframework.kafka.annotation.KafkaListener;
        import org.springframework.kafka.support.Acknowledgment;
        class Billing {
          @KafkaListener void on(String o, Acknowledgment a) { %s }
          void save(String o) { System.setProperty("saved", o); store.save(o); }
          interface Store { void save(Object order); }
          Store store;
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT,
        AckBeforeWork.class,
        getClass(),
        "Billing.java",
        source.formatted(before),
        source.formatted(after.equals("=") ? before : after));
  }

  private static String found(String code) {
    return code.replace(
        "~", "\n// BUG: Diagnostic contains: before the work on it: when that work fails\n");
  }

  private static String kafka(String body) {
    return type(
        """
        void later(Runnable task) { }
        @org.springframework.kafka.annotation.KafkaListener(topics = "orders")
        void on(String order, org.springframework.kafka.support.Acknowledgment ack) { %s }
        """
            .formatted(body));
  }

  private static String type(String members) {
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      interface Store { void begin(); boolean due(); void count(); boolean saved(Object order); Object save(Object order); void reply(Object order, Object result); }
      Store store;
      %s
    }
    """
        .formatted(members);
  }
}
