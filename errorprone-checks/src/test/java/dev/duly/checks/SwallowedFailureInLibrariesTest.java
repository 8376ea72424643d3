/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SwallowedFailure} in code that never heard of Duly. */
class SwallowedFailureInLibrariesTest {
  private static final String SWALLOWS =
      """
      try {
        store.save(order);
        // BUG: Diagnostic contains: goes on after any Exception
      } catch (Exception e) {
        LOG.error("x", e);
      }
      """;

  private static final String QUIETLY = SWALLOWS.replaceAll("// BUG.*", "");

  private static String type(String head, String members) {
    return """
        %s
          static final Logger LOG = LoggerFactory.getLogger(Billing.class);
          interface Store { void save(Object order); }
          Store store;
          %s
        }
        """
        .formatted(head, members);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Events of the application do not come from a broker.
        "@org.springframework.context.event.EventListener void on(String order) { %s }",
        "@org.springframework.scheduling.annotation.Scheduled(fixedDelay = 1) public void on() { Object order = this; %s }",
        "@org.springframework.kafka.annotation.DltHandler void on(String order) { %s }",
        // A topic means nothing outside a listener.
        "@io.micronaut.configuration.kafka.annotation.Topic(\"t\") void on(String order) { %s }",
        // Not called with a message: somebody else's method.
        "void save(org.apache.kafka.clients.consumer.ConsumerRecord<String, String> order) { %s }",
        "private void save(String order) { %s }",
        // Given to somebody else to run.
        "void later(Runnable r) { } @org.springframework.kafka.annotation.KafkaListener void on(String order) { later(() -> { %s }); }",
        // Three calls away.
        "@org.springframework.kafka.annotation.KafkaListener void on(String order) { a(order); } void a(String order) { b(order); } void b(String order) { c(order); } void c(String order) { %s }",
        // On another object.
        "Billing other; @org.springframework.kafka.annotation.KafkaListener void on(String order) { other.a(order); } void a(String order) { %s }",
        "@SuppressWarnings(\"SwallowedFailure\") @org.springframework.kafka.annotation.KafkaListener void on(String order) { %s }",
        "@BestEffort(because = \"a statistic\") @org.springframework.kafka.annotation.KafkaListener void on(String order) { %s }",
        "java.util.function.Consumer<String> notABean() { return order -> { %s }; }",
        "@org.springframework.context.annotation.Bean java.util.function.Predicate<String> noFunction() { return order -> { %s return true; }; }",
      })
  void staysSilentWhereNoMessageIsLost(String member) {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type("class Billing {", member.formatted(QUIETLY)))
        .isSilent();
  }

  @Test
  void staysSilentInTestSources() {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "service/src/test/java/Billing.java",
            type(
                "class Billing {",
                "@org.springframework.kafka.annotation.KafkaListener void on(String order) { %s }"
                    .formatted(QUIETLY)))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@org.springframework.kafka.annotation.KafkaListener(topics = \"t\") void on(String order) { %s }",
        "@org.springframework.kafka.annotation.KafkaHandler void on(String order) { %s }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener(queues = \"q\") void on(String order) { %s }",
        "@org.springframework.amqp.rabbit.annotation.RabbitHandler void on(String order) { %s }",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(String order) { %s }",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(String order) { %s }",
        "@io.awspring.cloud.sqs.annotation.SqsHandler void on(String order) { %s }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(String order) { %s }",
        "@org.axonframework.eventhandling.EventHandler void on(String order) { %s }",
        "@org.axonframework.modelling.saga.SagaEventHandler(associationProperty = \"id\") void on(String order) { %s }",
        // Through other methods of the class, and in a loop of it.
        "@org.springframework.kafka.annotation.KafkaListener void on(String order) { a(order); } void a(String order) { this.b(order); } void b(String order) { %s }",
        "@org.springframework.kafka.annotation.KafkaListener void on(List<String> orders) { orders.forEach(this::a); } void a(String order) { %s }",
        "@org.springframework.kafka.annotation.KafkaListener void on(List<String> orders) { orders.forEach(order -> { %s }); }",
        // Logic that takes the broker's own message.
        "private void a(org.apache.kafka.clients.consumer.ConsumerRecord<String, String> order) { %s }",
        "protected void a(jakarta.jms.Message order) { %s }",
        "protected void a(org.springframework.amqp.core.Message order) { %s }",
        "private void a(software.amazon.awssdk.services.sqs.model.Message order) { %s }",
        // Lambdas that are listeners.
        "org.springframework.kafka.listener.MessageListener<String, String> l = order -> { %s };",
        "org.springframework.amqp.core.MessageListener l = order -> { %s };",
        "com.rabbitmq.client.DeliverCallback c = (tag, order) -> { %s };",
        "io.nats.client.MessageHandler h = order -> { %s };",
        "jakarta.jms.MessageListener l = order -> { %s };",
        "io.awspring.cloud.sqs.listener.MessageListener<String> l = order -> { %s };",
        "void listen(io.nats.client.Dispatcher d) throws Exception { d.subscribe(\"s\", order -> a(order)); } void a(Object order) { %s }",
        "void listen(io.nats.client.Dispatcher d) throws Exception { d.subscribe(\"s\", this::a); } void a(Object order) { %s }",
        "@org.springframework.context.annotation.Bean java.util.function.Consumer<String> charge() { return order -> { %s }; }",
      })
  void findsAFailureThatIsOnlyLogged(String member) {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type("class Billing {", member.formatted(SWALLOWS)))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@io.micronaut.configuration.kafka.annotation.KafkaListener class Billing { @io.micronaut.configuration.kafka.annotation.Topic(\"t\")",
        "@io.micronaut.rabbitmq.annotation.RabbitListener class Billing { @io.micronaut.rabbitmq.annotation.Queue(\"q\")",
        "@io.micronaut.nats.annotation.NatsListener class Billing { @io.micronaut.nats.annotation.Subject(\"s\")",
        "@io.micronaut.nats.jetstream.annotation.JetStreamListener class Billing { @io.micronaut.nats.jetstream.annotation.PushConsumer(\"s\")",
      })
  void findsItInMicronautListeners(String head) {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(head + " void on(String order) { %s }".formatted(SWALLOWS), ""))
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.springframework.kafka.listener.MessageListener<String, String> | org.apache.kafka.clients.consumer.ConsumerRecord<String, String> order",
        "org.springframework.kafka.listener.BatchAcknowledgingMessageListener<String, String> | List<org.apache.kafka.clients.consumer.ConsumerRecord<String, String>> order, org.springframework.kafka.support.Acknowledgment ack",
        "org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener | org.springframework.amqp.core.Message order, com.rabbitmq.client.Channel channel",
        "org.springframework.jms.listener.SessionAwareMessageListener<jakarta.jms.Message> | jakarta.jms.Message order, jakarta.jms.Session session",
        "jakarta.jms.MessageListener | jakarta.jms.Message order",
        "io.nats.client.MessageHandler | io.nats.client.Message order",
      })
  void findsItInListenersThatAreClasses(String type, String parameters) {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                "class Billing implements %s {".formatted(type),
                "@Override public void onMessage(%s) { %s }".formatted(parameters, SWALLOWS)))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@io.awspring.cloud.messaging.listener.annotation.SqsListener(\"q\") void on(String order) { %s }",
        "@org.springframework.cloud.aws.messaging.listener.annotation.SqsListener(\"q\") void on(String order) { %s }",
        "@org.springframework.cloud.stream.annotation.StreamListener(\"c\") void on(String order) { %s }",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(String order) { %s }",
        "javax.jms.MessageListener l = order -> { %s };",
        "private void a(javax.jms.Message order) { %s }",
        "private void a(com.amazonaws.services.sqs.model.Message order) { %s }",
      })
  void findsItUnderTheNamesOfThePreviousMajors(String member) {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.PREVIOUS)
        .file("Billing.java", type("class Billing {", member.formatted(SWALLOWS)))
        .finds();
  }

  @Test
  void knowsAnnotationsMadeOfOthers() {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "OrderListener.java",
            "@org.springframework.kafka.annotation.KafkaListener(topics = \"orders\") @interface OrderListener { }")
        .file(
            "Billing.java",
            type(
                "class Billing {",
                "@OrderListener void on(String order) { %s }".formatted(SWALLOWS)))
        .finds();
  }

  @Test
  void looksIntoTheSuperclassOfAHandler() {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            type(
                "abstract class Billing {", "void handle(String order) { %s }".formatted(SWALLOWS)))
        .file(
            "CardBilling.java",
            """
            class CardBilling extends Billing {
              @org.springframework.kafka.annotation.KafkaListener void on(String order) {
                handle(order);
              }
            }
            """)
        .finds();
  }

  @Test
  void knowsAHandlerByTheMethodItOverrides() {
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Listener.java",
            "interface Listener { @org.springframework.kafka.annotation.KafkaListener void on(String order); }")
        .file(
            "Billing.java",
            type(
                "class Billing implements Listener {",
                "@Override public void on(String order) { %s }".formatted(SWALLOWS)))
        .finds();
  }

  @Test
  void warnsOnlyUnlessTheBuildSaysOtherwise() {
    String source =
        type(
            "class Billing {",
            "@org.springframework.kafka.annotation.KafkaListener void on(String order) { %s }"
                .formatted(SWALLOWS.replace("goes on", "[SwallowedFailure] Billing.on goes on")));
    Compile.with(SwallowedFailure.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", source)
        .finds();
  }

  @Test
  void theFixLetsTheFailureThrough() {
    Compile.fixesOn(
        Libraries.CURRENT,
        SwallowedFailure.class,
        getClass(),
        "Billing.java",
        """
        class Billing {
          interface Store { void save(Object order) throws java.io.IOException; }
          Store store;
          org.springframework.kafka.listener.MessageListener<String, String> l = order -> {
            try {
              store.save(order);
            } catch (Exception e) {
              System.err.println(e);
            }
          };
        }
        """,
        """
        class Billing {
          interface Store { void save(Object order) throws java.io.IOException; }
          Store store;
          org.springframework.kafka.listener.MessageListener<String, String> l = order -> {
            try {
              store.save(order);
            } catch (Exception e) {
              System.err.println(e);
              throw new IllegalStateException(e);
            }
          };
        }
        """);
  }
}
