/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.bugpatterns.BugChecker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckWithoutSuccessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Only what succeeded is acknowledged.
        "store.save(order); ack.acknowledge();",
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); throw e; }",
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); ack.nack(Duration.ofSeconds(1)); }",
        "boolean ok = false; try { store.save(order); ok = true; } finally { if (ok) { ack.acknowledge(); } }",
        "boolean ok = false; try { store.save(order); ok = true; } catch (Exception e) { LOG.error(\"x\", e); } if (ok) { ack.acknowledge(); } else { ack.nack(Duration.ZERO); }",
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); throw e; } ack.acknowledge();",
        "try { store.save(order); } finally { if (ack != null && store.saved(order)) { ack.acknowledge(); } }",
        // A failure the handler knows.
        "try { store.save(order); ack.acknowledge(); } catch (IllegalStateException e) { LOG.info(\"known\", e); ack.acknowledge(); }",
        "try { store.save(order); } catch (IllegalStateException e) { LOG.info(\"known\", e); } ack.acknowledge();",
        // The message is kept somewhere else.
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); kafka.send(\"orders.dlt\", order, order); ack.acknowledge(); }",
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); store.fail(order); } finally { ack.acknowledge(); }",
        "try { store.save(order); } catch (Exception e) { store.fail(order); } ack.acknowledge();",
        "try { try { store.save(order); } catch (Exception e) { store.fail(order); } } finally { ack.acknowledge(); }",
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { failAndAcknowledge(order, ack); }",
        // It gives up after some attempts.
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { if (attempts > 3) { ack.acknowledge(); } else { throw e; } }",
        // Nothing is lost that could be tried again.
        "try { Integer.parseInt(order); } catch (Exception e) { LOG.error(\"poison\", e); ack.acknowledge(); return; } store.save(order); ack.acknowledge();",
        "store.save(order); try { ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); }",
        "try { LOG.info(\"got {}\", order); } finally { ack.acknowledge(); }",
        // Somebody else runs it.
        "later(() -> { try { store.save(order); } finally { ack.acknowledge(); } });",
      })
  void staysSilentWhereNothingIsLost(String body) {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(body))
        .isSilent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // In the catch, in all its forms.
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); ~ ack.acknowledge(); } | after any Exception",
        "try { store.save(order); ack.acknowledge(); } catch (Throwable e) { ~ ack.acknowledge(); LOG.error(\"x\", e); return; } | after any Throwable",
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { if (ack != null) { ~ ack.acknowledge(); } } | after any Exception",
        "try { store.save(order); ack.acknowledge(); } catch (Exception e) { try { ~ ack.acknowledge(); } catch (RuntimeException f) { LOG.warn(\"y\", f); } } | after any Exception",
        "try { store.save(order); done(ack); } catch (Exception e) { LOG.error(\"x\", e); ~ done(ack); } | after any Exception",
        "try { store.save(order); quietly(ack); } catch (Exception e) { LOG.error(\"x\", e); ~ quietly(ack); } | after any Exception",
        // After it.
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } ~ ack.acknowledge(); | after any Exception",
        "for (String each : order.split(\",\")) { try { store.save(each); } catch (Exception e) { LOG.error(\"x\", e); } } ~ ack.acknowledge(); | after any Exception",
        "for (String each : order.split(\",\")) { try { store.save(each); } catch (Exception e) { LOG.error(\"x\", e); continue; } } LOG.info(\"done\"); ~ ack.acknowledge(); | after any Exception",
        "try { store.save(order); ack.acknowledge(); return; } catch (Exception e) { LOG.error(\"x\", e); } ~ ack.acknowledge(); | after any Exception",
        // In a finally.
        "try { store.save(order); } finally { ~ ack.acknowledge(); } | in a finally, so after any failure too",
        "try { store.save(order); } catch (IllegalStateException e) { LOG.info(\"known\", e); } finally { ~ ack.acknowledge(); } | in a finally, so after any failure too",
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } finally { ~ ack.acknowledge(); } | in a finally, so after any Exception too",
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); throw e; } finally { LOG.info(\"done\"); ~ ack.acknowledge(); } | in a finally, so after any failure too",
        "try { store.save(order); } catch (Exception e) { ack.nack(Duration.ZERO); } finally { ~ ack.acknowledge(); } | in a finally, so after any failure too",
        "try { try { store.save(order); } catch (Exception e) { throw e; } } finally { ~ ack.acknowledge(); } | in a finally, so after any failure too",
        // At the end of the try, and left out.
        "try { store.save(order); ack.acknowledge(); ~ } catch (Exception e) { LOG.error(\"x\", e); } | returns after any Exception without acknowledging the message or giving it back: it is not tried again; the acknowledgement of the next record commits past it, and it is lost.",
        "try { store.save(order); ack.acknowledge(); LOG.info(\"done\"); ~ } catch (Exception e) { return; } | commits past it",
        "try { store.save(order); done(ack); ~ } catch (Exception e) { return; } | commits past it",
        "try { if (store.saved(order)) { ack.acknowledge(); } else { store.save(order); } ~ } catch (Exception e) { return; } | commits past it",
      })
  void findsAnAcknowledgementThatNoSuccessGoverns(String body, String message) {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            kafka(body.replace("~", "\n// BUG: Diagnostic contains: " + message + "\n")))
        .finds();
    // One of the two speaks.
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(body.replace("~", "")))
        .isSilent();
  }

  @Test
  void whatIsAcknowledgedBeforeTheWorkIsOtherChecksToSay() {
    String body =
        "try { ack.acknowledge(); store.save(order); ~ } catch (Exception e) { LOG.error(\"x\", e); }";
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", kafka(body.replace("~", "")))
        .isSilent();
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            kafka(
                body.replace("~", "\n// BUG: Diagnostic contains: goes on after any Exception\n")))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag) throws java.io.IOException { try { store.save(order); } finally { %s channel.basicAck(tag, false); } }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag) throws java.io.IOException { try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } finally { if (channel.isOpen()) { %s channel.basicAck(tag, false); } } }",
        "com.rabbitmq.client.Channel channel; com.rabbitmq.client.DeliverCallback c = (t, order) -> { try { store.save(order); } finally { LOG.info(\"done\"); %s channel.basicAck(order.getEnvelope().getDeliveryTag(), false); } };",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String order, io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement ack) { try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } %s ack.acknowledge(); }",
        "software.amazon.awssdk.services.sqs.SqsClient sqs; void poll() { while (true) { for (var m : sqs.receiveMessage(r -> r.queueUrl(\"q\")).messages()) { try { store.save(m); } catch (Exception e) { LOG.error(\"x\", e); } %s sqs.deleteMessage(d -> d.receiptHandle(m.receiptHandle())); } } }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") java.util.concurrent.CompletionStage<Void> on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { try { store.save(order); return order.ack(); } catch (Exception e) { LOG.error(\"x\", e); %s return order.ack(); } }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } %s order.ack().toCompletableFuture().join(); }",
        "io.nats.client.MessageHandler h = order -> { try { store.save(order); } finally { %s order.ack(); } };",
        "class L implements org.springframework.jms.listener.SessionAwareMessageListener<jakarta.jms.Message> { public void onMessage(jakarta.jms.Message order, jakarta.jms.Session session) throws jakarta.jms.JMSException { try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } %s session.commit(); } }",
        "jakarta.jms.MessageListener l = order -> { try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } try { %s order.acknowledge(); } catch (jakarta.jms.JMSException e) { throw new IllegalStateException(e); } };",
        "@io.micronaut.configuration.kafka.annotation.KafkaListener static class L { Store store; @io.micronaut.configuration.kafka.annotation.Topic(\"t\") void on(String order, io.micronaut.messaging.Acknowledgement ack) { try { store.save(order); } finally { %s ack.ack(); } } }",
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { var records = consumer.poll(Duration.ofSeconds(1)); try { records.forEach(store::save); } catch (Exception e) { LOG.error(\"x\", e); } %s consumer.commitSync(); } }",
        "void poll(org.apache.kafka.clients.consumer.KafkaConsumer<String, String> consumer) { var records = consumer.poll(Duration.ofSeconds(1)); for (var r : records) { try { store.save(r); } catch (Exception e) { LOG.error(\"x\", e); } } %s consumer.commitAsync(); }",
      })
  void findsItInEveryLibrary(String member) {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(member.formatted("\n// BUG: Diagnostic contains: the broker forgets\n")))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What is not acknowledged comes back.
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String order, io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement ack) { try { store.save(order); ack.acknowledge(); } catch (Exception e) { LOG.error(\"x\", e); } }",
        "io.nats.client.MessageHandler h = order -> { try { store.save(order); order.ack(); } catch (Exception e) { LOG.error(\"x\", e); } };",
        "software.amazon.awssdk.services.sqs.SqsClient sqs; void poll() { for (var m : sqs.receiveMessage(r -> r.queueUrl(\"q\")).messages()) { try { store.save(m); sqs.deleteMessage(d -> d.receiptHandle(m.receiptHandle())); } catch (Exception e) { LOG.error(\"x\", e); } } }",
        // The loop is over: nothing is skipped.
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { try { while (true) { consumer.poll(Duration.ofSeconds(1)).forEach(store::save); consumer.commitAsync(); } } catch (Exception e) { LOG.error(\"x\", e); } finally { consumer.commitSync(); } }",
        // Nobody brings a message here.
        "void on(String order, org.springframework.kafka.support.Acknowledgment ack) { try { store.save(order); } finally { ack.acknowledge(); } }",
        "@BestEffort(because = \"a statistic\") void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { var records = consumer.poll(Duration.ofSeconds(1)); try { records.forEach(store::save); } finally { consumer.commitSync(); } } }",
        "@BestEffort(because = \"a statistic\") @org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { try { store.save(order); } finally { ack.acknowledge(); } }",
        "@SuppressWarnings(\"AckWithoutSuccess\") @org.springframework.kafka.annotation.KafkaListener void on(String order, org.springframework.kafka.support.Acknowledgment ack) { try { store.save(order); } finally { ack.acknowledge(); } }",
        // Given back.
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag) throws java.io.IOException { try { store.save(order); channel.basicAck(tag, false); } catch (Exception e) { LOG.error(\"x\", e); channel.basicNack(tag, false, true); } }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag, boolean again) throws java.io.IOException { try { store.save(order); channel.basicAck(tag, false); } catch (Exception e) { if (again) { channel.basicAck(tag, false); } else { channel.basicNack(tag, false, true); } } }",
        "class L implements org.springframework.jms.listener.SessionAwareMessageListener<jakarta.jms.Message> { public void onMessage(jakarta.jms.Message order, jakarta.jms.Session session) throws jakarta.jms.JMSException { try { store.save(order); session.commit(); } catch (Exception e) { session.rollback(); } } }",
      })
  void staysSilentWhereTheBrokerTriesAgain(String member) {
    for (Class<? extends BugChecker> check :
        List.<Class<? extends BugChecker>>of(AckWithoutSuccess.class, SwallowedFailure.class)) {
      Compile.with(check, getClass())
          .on(Libraries.CURRENT)
          .file("Billing.java", type(member))
          .isSilent();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(String order, com.rabbitmq.client.Channel channel, long tag) { try { store.save(order); channel.basicAck(tag, false); %s } catch (Exception e) { LOG.error(\"x\", e); } } | it stays out of reach, unacknowledged, until the channel closes",
        "jakarta.jms.MessageListener l = order -> { try { store.save(order); order.acknowledge(); %s } catch (Exception e) { LOG.error(\"x\", e); } }; | the session's next acknowledgement or commit covers it",
        "@io.micronaut.configuration.kafka.annotation.KafkaListener static class L { Store store; @io.micronaut.configuration.kafka.annotation.Topic(\"t\") void on(String order, io.micronaut.messaging.Acknowledgement ack) { try { store.save(order); ack.ack(); %s } catch (Exception e) { LOG.error(\"x\", e); } } } | on Kafka the next acknowledgement commits past it",
        "void poll(org.apache.kafka.clients.consumer.Consumer<String, String> consumer) { while (true) { try { consumer.poll(Duration.ofSeconds(1)).forEach(store::save); consumer.commitSync(); %s } catch (Exception e) { LOG.error(\"x\", e); } } } | Billing.poll returns after any Exception without acknowledging the message or giving it back: it is not tried again; the next commit passes over it",
      })
  void saysWhatBecomesOfWhatIsLeftOut(String member, String message) {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(member.formatted("\n// BUG: Diagnostic contains: " + message + "\n")))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@io.awspring.cloud.messaging.listener.annotation.SqsListener(\"q\") void on(String order, io.awspring.cloud.messaging.listener.Acknowledgment ack) { try { store.save(order); } finally { %s ack.acknowledge(); } }",
        "@org.springframework.cloud.aws.messaging.listener.annotation.SqsListener(\"q\") void on(String order, org.springframework.cloud.aws.messaging.listener.Acknowledgment ack) { try { store.save(order); } finally { %s ack.acknowledge(); } }",
        "com.amazonaws.services.sqs.AmazonSQS sqs; void poll() { for (var m : sqs.receiveMessage(\"q\").getMessages()) { try { store.save(m); } catch (Exception e) { LOG.error(\"x\", e); } %s sqs.deleteMessage(\"q\", m.getReceiptHandle()); } }",
        "void poll(javax.jms.MessageConsumer consumer, javax.jms.Session session) throws javax.jms.JMSException { while (true) { var order = consumer.receive(); try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); } %s session.commit(); } }",
      })
  void findsItUnderTheNamesOfThePreviousMajors(String member) {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            type(member.formatted("\n// BUG: Diagnostic contains: the broker forgets\n")))
        .finds();
  }

  @Test
  void namesTheHandlerAndTheMethodItCalls() {
    Compile.with(AckWithoutSuccess.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                """
                @org.springframework.kafka.annotation.KafkaListener
                void on(String order, org.springframework.kafka.support.Acknowledgment ack) { charge(order, ack); }
                void charge(String order, org.springframework.kafka.support.Acknowledgment ack) {
                  try { store.save(order); }
                  // BUG: Diagnostic contains: Billing.on, in charge, acknowledges in a finally
                  finally { ack.acknowledge(); }
                }
                """))
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "try { save(o); } finally { a.acknowledge(); } | save(o); a.acknowledge();",
        "try { String s = o; save(s); } finally { a.acknowledge(); } | =",
        "try { save(o); } catch (Exception e) { throw e; } finally { a.acknowledge(); } | try { save(o); a.acknowledge(); } catch (Exception e) { throw e; }",
        "try { save(o); } catch (Exception e) { a.nack(null); } finally { a.acknowledge(); } | try { save(o); a.acknowledge(); } catch (Exception e) { a.nack(null); }",
        "try { save(o); } catch (Exception e) { log(e); } finally { a.acknowledge(); } | try { save(o); a.acknowledge(); } catch (Exception e) { log(e); throw e; }",
        "try { save(o); } finally { a.acknowledge(); log(null); } | try { save(o); a.acknowledge(); } finally { log(null); }",
        // What these settle is acknowledged today.
        "try { save(o); } catch (IllegalStateException e) { log(e); } finally { a.acknowledge(); } | =",
        "try { if (o == null) return; save(o); } finally { a.acknowledge(); } | =",
        "try { for (;;) { if (o == null) break; save(o); } } finally { a.acknowledge(); } | =",
        "try { for (int i = 0; ; i++) { save(o); } } finally { a.acknowledge(); } | =",
        "try { save(o); } finally { if (a != null) { a.acknowledge(); } } | =",
        "try { save(o); a.acknowledge(); } catch (Exception e) { log(e); a.acknowledge(); } | try { save(o); a.acknowledge(); } catch (Exception e) { log(e); throw e; }",
        "try { save(o); a.acknowledge(); } catch (Exception e) { a.acknowledge(); return; } | try { save(o); a.acknowledge(); } catch (Exception e) { throw e; }",
        "try { save(o); a.acknowledge(); } catch (Exception e) { if (a != null) { a.acknowledge(); } } | =",
        "try { save(o); } catch (Exception e) { log(e); } a.acknowledge(); | try { save(o); } catch (Exception e) { log(e); throw e; } a.acknowledge();",
        "try { save(o); a.acknowledge(); } catch (Exception e) { log(e); } | try { save(o); a.acknowledge(); } catch (Exception e) { log(e); throw e; }",
      })
  void theFixAcknowledgesOnlySuccess(String before, String after) {
    String source =
        """
        import org.springframework.kafka.annotation.KafkaListener;
        import org.springframework.kafka.support.Acknowledgment;
        class Billing {
          static final System.Logger LOG = System.getLogger("x");
          @KafkaListener void on(String o, Acknowledgment a) { %s }
          void save(String o) { }
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT,
        AckWithoutSuccess.class,
        getClass(),
        "Billing.java",
        source.formatted(logging(before)),
        source.formatted(logging(after.equals("=") ? before : after)));
  }

  @Test
  void noFixInALoopThatFetches() {
    String source =
        """
        class Billing {
          void poll(org.apache.kafka.clients.consumer.Consumer<String, String> c) {
            while (true) {
              var records = c.poll(java.time.Duration.ofSeconds(1));
              try { save(records); } finally { c.commitSync(); }
            }
          }
          void save(Object o) { }
        }
        """;
    Compile.fixesOn(
        Libraries.CURRENT, AckWithoutSuccess.class, getClass(), "Billing.java", source, source);
  }

  private static String logging(String source) {
    return source
        .replace("log(e);", "e.printStackTrace();")
        .replace("log(null);", "LOG.log(null, \"\");");
  }

  private static String kafka(String body) {
    return type(
        """
        org.springframework.kafka.core.KafkaTemplate<String, String> kafka;
        int attempts;
        void later(Runnable task) { }
        void done(org.springframework.kafka.support.Acknowledgment ack) { LOG.info("done"); ack.acknowledge(); }
        void quietly(org.springframework.kafka.support.Acknowledgment ack) {
          try { ack.acknowledge(); } catch (RuntimeException e) { LOG.warn("not acknowledged", e); }
        }
        void failAndAcknowledge(String order, org.springframework.kafka.support.Acknowledgment ack) {
          store.fail(order);
          ack.acknowledge();
        }
        @org.springframework.kafka.annotation.KafkaListener(topics = "orders")
        void on(String order, org.springframework.kafka.support.Acknowledgment ack) { %s }
        """
            .formatted(body));
  }

  private static String type(String members) {
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      interface Store { void save(Object order); void fail(Object order); boolean saved(Object order); }
      Store store;
      %s
    }
    """
        .formatted(members);
  }
}
