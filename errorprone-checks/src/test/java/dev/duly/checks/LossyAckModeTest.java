/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossyAckModeTest {
  private static final String IMPORTS =
      """
      import com.rabbitmq.client.*;
      import io.awspring.cloud.sqs.annotation.SqsListener;
      import io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode;
      import io.awspring.cloud.sqs.listener.SqsContainerOptionsBuilder;
      import io.awspring.cloud.sqs.listener.acknowledgement.handler.AcknowledgementMode;
      import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
      import org.eclipse.microprofile.reactive.messaging.Incoming;
      import org.springframework.amqp.core.AcknowledgeMode;
      import org.springframework.amqp.rabbit.annotation.RabbitListener;
      import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
      import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RabbitListener(queues = \"q\", ackMode = \"AUTO\") void on(String order) { }",
        "@RabbitListener(queues = \"q\", ackMode = \"MANUAL\") void on(String order) { }",
        "@RabbitListener(queues = \"NONE\") void on(String order) { }",
        "@SqsListener(value = \"q\", acknowledgementMode = SqsListenerAcknowledgementMode.ON_SUCCESS) void on(String order) { }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING) void on(String order) { }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.MANUAL) java.util.concurrent.CompletionStage<Void> on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { return order.ack(); }",
        // It is handed on with its acknowledgement.
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.NONE) org.eclipse.microprofile.reactive.messaging.Message<String> on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { return order; }",
        // There is no other way for a stream of payloads.
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) io.smallrye.mutiny.Multi<String> on(io.smallrye.mutiny.Multi<String> orders) { return orders; }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) void on(org.reactivestreams.Publisher<String> orders) { }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.NONE) void on(java.util.concurrent.Flow.Publisher<String> orders) { }",
        "void set(SimpleRabbitListenerContainerFactory factory) { factory.setAcknowledgeMode(AcknowledgeMode.AUTO); }",
        "void set(SimpleRabbitListenerContainerFactory factory, AcknowledgeMode mode) { factory.setAcknowledgeMode(mode); }",
        "interface Own { void setAcknowledgeMode(AcknowledgeMode mode); } void set(Own own) { own.setAcknowledgeMode(AcknowledgeMode.NONE); }",
        "void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(\"q\", false, on, tag -> { }); }",
        "void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(\"q\", on, tag -> { }); }",
        "void consume(Channel channel, DeliverCallback on, boolean auto) throws Exception { channel.basicConsume(\"q\", auto, on, tag -> { }); }",
        // Not the position of the mode.
        "void consume(Channel channel, Consumer on) throws Exception { channel.basicConsume(\"q\", false, \"tag\", true, true, null, on); }",
        // Replies.
        "void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(\"amq.rabbitmq.reply-to\", true, on, tag -> { }); }",
        "static final String REPLIES = \"amq.rabbitmq.reply-to\"; void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(REPLIES, true, on, tag -> { }); }",
        // A queue that ends with its connection keeps nothing anyway.
        "void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(channel.queueDeclare().getQueue(), true, on, tag -> { }); }",
        "void consume(Channel channel, DeliverCallback on) throws Exception { String own = channel.queueDeclare().getQueue(); channel.basicConsume(own, true, on, tag -> { }); }",
        "String own; void consume(Channel channel, DeliverCallback on) throws Exception { own = channel.queueDeclare().getQueue(); channel.basicConsume(own, true, on, tag -> { }); }",
        "@BestEffort(because = \"a gauge\") @RabbitListener(queues = \"q\", ackMode = \"NONE\") void on(String order) { }",
        "@BestEffort(because = \"a gauge\") void set(SimpleRabbitListenerContainerFactory factory) { factory.setAcknowledgeMode(AcknowledgeMode.NONE); }",
        "@SuppressWarnings(\"LossyAckMode\") @RabbitListener(queues = \"q\", ackMode = \"NONE\") void on(String order) { }",
      })
  void staysSilentWhereTheModeKeepsMessages(String member) {
    Compile.with(LossyAckMode.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", IMPORTS + "class Billing { " + member + " }")
        .isSilent();
  }

  @Test
  void staysSilentInTestSources() {
    Compile.with(LossyAckMode.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "service/src/test/java/Billing.java",
            IMPORTS
                + "class Billing { void set(SimpleRabbitListenerContainerFactory f) { f.setAcknowledgeMode(AcknowledgeMode.NONE); } }")
        .isSilent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~ @RabbitListener(queues = \"q\", ackMode = \"NONE\") void on(String order) { } | Billing.on says ackMode = \"NONE\": RabbitMQ forgets each message as it sends it",
        "static final String MODE = \"NONE\"; ~ @RabbitListener(queues = \"q\", ackMode = MODE) void on(String order) { } | Set AUTO",
        "~ @SqsListener(value = \"q\", acknowledgementMode = SqsListenerAcknowledgementMode.ALWAYS) void on(String order) { } | a message is deleted after a failure too",
        "~ @SqsListener(value = \"q\", acknowledgementMode = \"ALWAYS\") void on(String order) { } | Set ON_SUCCESS",
        "void set(SqsContainerOptionsBuilder options) { ~ options.acknowledgementMode(AcknowledgementMode.ALWAYS); } | Billing.set says acknowledgementMode(… AcknowledgementMode.ALWAYS …)",
        "@Incoming(\"c\") ~ @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) void on(String order) { } | acknowledged before the method runs",
        "@Incoming(\"c\") ~ @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) java.util.concurrent.CompletionStage<Void> on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { return null; } | or MANUAL",
        "@Incoming(\"c\") ~ @Acknowledgment(Acknowledgment.Strategy.NONE) void on(String order) { } | nothing acknowledges the message",
        "void set(SimpleRabbitListenerContainerFactory factory) { ~ factory.setAcknowledgeMode(AcknowledgeMode.NONE); } | RabbitMQ forgets",
        "void set(DirectMessageListenerContainer container) { ~ container.setAcknowledgeMode(AcknowledgeMode.NONE); } | RabbitMQ forgets",
        "void consume(Channel channel, DeliverCallback on) throws Exception { ~ channel.basicConsume(\"q\", true, on, tag -> { }); } | Billing.consume says basicConsume(… true …): RabbitMQ forgets each message as it sends it, so what fails, or waits in the consumer when the process stops, is lost. Pass false",
        "void consume(Channel channel, Consumer on) throws Exception { ~ channel.basicConsume(\"q\", true, \"tag\", false, false, null, on); } | Pass false",
        "void consume(Channel channel, DeliverCallback on) throws Exception { String own = channel.queueDeclare(\"q\", true, false, false, null).getQueue(); ~ channel.basicConsume(own, true, on, tag -> { }); } | Pass false",
        "static final boolean AUTO = true; void consume(Channel channel, Consumer on) throws Exception { ~ channel.basicConsume(\"q\", AUTO, on); } | Pass false",
        "@io.micronaut.rabbitmq.annotation.RabbitListener static class L { ~ @io.micronaut.rabbitmq.annotation.Queue(value = \"q\", autoAcknowledgment = true) void on(String order) { } } | Set false",
      })
  void findsAModeThatLoses(String member, String message) {
    Compile.with(LossyAckMode.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            IMPORTS
                + "class Billing { "
                + member.replace("~", "\n// BUG: Diagnostic contains: " + message + "\n")
                + " }")
        .finds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.awspring.cloud.messaging", "org.springframework.cloud.aws.messaging"})
  void findsItUnderTheNamesOfThePreviousMajors(String library) {
    Compile.with(LossyAckMode.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            """
            import %1$s.listener.SqsMessageDeletionPolicy;
            import %1$s.listener.annotation.SqsListener;
            class Billing {
              @SqsListener("q") void byDefault(String order) { }
              @SqsListener(value = "q", deletionPolicy = SqsMessageDeletionPolicy.ON_SUCCESS) void right(String order) { }
              // With a dead-letter queue this keeps what fails.
              @SqsListener(value = "q", deletionPolicy = SqsMessageDeletionPolicy.NO_REDRIVE) void perhaps(String order) { }
              // BUG: Diagnostic contains: deleted after a failure too
              @SqsListener(value = "q", deletionPolicy = SqsMessageDeletionPolicy.ALWAYS) void wrong(String order) { }
            }
            """
                .formatted(library))
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@RabbitListener(queues = \"q\", ackMode = \"NONE\") void on(String order) { } | @RabbitListener(queues = \"q\", ackMode = \"AUTO\") void on(String order) { }",
        "@SqsListener(value = \"q\", acknowledgementMode = SqsListenerAcknowledgementMode.ALWAYS) void on(String order) { } | @SqsListener(value = \"q\", acknowledgementMode = SqsListenerAcknowledgementMode.ON_SUCCESS) void on(String order) { }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) void on(String order) { } | @Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING) void on(String order) { }",
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.NONE) void on(String order) { } | @Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.POST_PROCESSING) void on(String order) { }",
        "void set(DirectMessageListenerContainer c) { c.setAcknowledgeMode(AcknowledgeMode.NONE); } | void set(DirectMessageListenerContainer c) { c.setAcknowledgeMode(AcknowledgeMode.AUTO); }",
        "@io.micronaut.rabbitmq.annotation.Queue(value = \"q\", autoAcknowledgment = true) void on(String order) { } | @io.micronaut.rabbitmq.annotation.Queue(value = \"q\", autoAcknowledgment = false) void on(String order) { }",
        // A method that takes a Message may not have the other mode.
        "@Incoming(\"c\") @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING) java.util.concurrent.CompletionStage<Void> on(org.eclipse.microprofile.reactive.messaging.Message<String> order) { return null; } | =",
        // Without acknowledgements in the consumer the messages would pile up.
        "void consume(Channel channel, DeliverCallback on) throws Exception { channel.basicConsume(\"q\", true, on, tag -> { }); } | =",
        "static final String MODE = \"NONE\"; @RabbitListener(queues = \"q\", ackMode = MODE) void on(String order) { } | =",
      })
  void theFixSetsTheModeThatKeepsMessages(String before, String after) {
    Compile.fixesOn(
        Libraries.CURRENT,
        LossyAckMode.class,
        getClass(),
        "Billing.java",
        IMPORTS + "class Billing { " + before + " }",
        IMPORTS + "class Billing { " + (after.equals("=") ? before : after) + " }");
  }
}
