/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.bugpatterns.BugChecker;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shapes in published code on which a check once spoke and was wrong, told again in our own words.
 * Where one is easy to mistake for the real thing, the real thing stands beside it.
 */
class FalseAlarmsTest {
  private record Shape(String what, Class<? extends BugChecker> check, String source) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static final String LOG = "static final Logger LOG = LoggerFactory.getLogger(\"x\");";

  static List<Shape> shapes() {
    return List.of(
        // As in activemq-client.
        new Shape(
            "a property of the message that cannot be read has a default",
            SwallowedFailure.class,
            """
            class Shape {
              %s
              protected int count(jakarta.jms.Message message, int otherwise) {
                try {
                  Object value = message.getObjectProperty("count");
                  if (value instanceof Number) { return ((Number) value).intValue(); }
                } catch (Exception e) { LOG.warn("no count", e); }
                return otherwise;
              }
            }
            """),
        // As in spring-integration-jms.
        new Shape(
            "a header that cannot be written is left out",
            SwallowedFailure.class,
            """
            class Shape {
              %s
              private void header(jakarta.jms.Message message, String name, Object value) {
                try { message.setObjectProperty(propertyOf(name), value); }
                catch (Exception e) { LOG.info("skipped", e); }
              }
              private static String propertyOf(String name) {
                return org.springframework.util.StringUtils.hasText(name) ? name.replace('-', '_') : "none";
              }
            }
            """),
        // As in cxf-rt-transports-jms.
        new Shape(
            "a rollback that fails leads to a redelivery all the same",
            SwallowedFailure.class,
            """
            class Shape implements jakarta.jms.MessageListener {
              %s
              jakarta.jms.Session session;
              jakarta.jms.MessageListener work;
              @Override public void onMessage(jakarta.jms.Message message) {
                try { work.onMessage(message); } catch (Exception e) { rollBack(e); }
              }
              private void rollBack(Exception why) {
                try { if (session.getTransacted()) { session.rollback(); } }
                catch (Exception e) { LOG.warn("not rolled back", e); }
              }
            }
            """),
        // As in conductor-amqp and spring-rabbit.
        new Shape(
            "a consumer that takes in what is acknowledged elsewhere",
            SwallowedFailure.class,
            CONSUMER.replace("TAKE", "queue.accept(body);")),
        new Shape(
            "a consumer that hands over what is acknowledged elsewhere",
            HandOffBeforeAck.class,
            CONSUMER.replace("TAKE", "new Thread(() -> queue.accept(body)).start();")),
        // As in spring-rabbit.
        new Shape(
            "a setting says how many are refused",
            AckMultipleComputed.class,
            """
            class Shape extends com.rabbitmq.client.DefaultConsumer {
              %s
              boolean isAsyncReplies() { return true; }
              Shape(com.rabbitmq.client.Channel channel) { super(channel); }
              @Override public void handleDelivery(String tag, com.rabbitmq.client.Envelope envelope,
                  com.rabbitmq.client.AMQP.BasicProperties properties, byte[] body) throws java.io.IOException {
                getChannel().basicNack(envelope.getDeliveryTag(), !isAsyncReplies(), true);
              }
            }
            """),
        new Shape(
            "direct reply-to knows no acknowledgement",
            LossyAckMode.class,
            """
            class Shape extends org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer {
              %s
              static final String REPLIES = "amq.rabbitmq.reply-to";
              Shape() {
                super.setQueueNames(REPLIES);
                setAcknowledgeMode(org.springframework.amqp.core.AcknowledgeMode.NONE);
              }
            }
            """),
        // As in spring-kafka.
        new Shape(
            "replies find their way by correlation",
            UnkeyedPublish.class,
            """
            class Shape {
              %s
              org.springframework.kafka.core.KafkaTemplate<String, String> replyTemplate;
              void reply(String topic, String answer) { Objects.requireNonNull(replyTemplate).send(topic, answer); }
            }
            """),
        new Shape(
            "a template passes on what it is given",
            UnkeyedPublish.class,
            """
            abstract class Shape implements org.springframework.kafka.core.KafkaOperations<String, String> {
              %s
              Object record(String topic, String value) {
                return new org.apache.kafka.clients.producer.ProducerRecord<String, String>(topic, value);
              }
            }
            """),
        // As in helidon-messaging-kafka and camel-kafka.
        new Shape(
            "a key is given where there is one",
            UnkeyedPublish.class,
            """
            class Shape {
              %s
              Object record(String topic, String key, String value) {
                return key != null
                    ? new org.apache.kafka.clients.producer.ProducerRecord<>(topic, key, value)
                    : new org.apache.kafka.clients.producer.ProducerRecord<>(topic, value);
              }
            }
            """),
        // As in kafka-tools.
        new Shape(
            "a command sends what it is told",
            UnkeyedPublish.class,
            """
            class Shape {
              %s
              public static void main(String[] args) {
                System.out.println(new org.apache.kafka.clients.producer.ProducerRecord<>(args[0], args[1]));
              }
            }
            """));
  }

  private static final String CONSUMER =
      """
      class Shape {
        %s
        com.rabbitmq.client.Channel channel;
        java.util.function.Consumer<byte[]> queue;
        void listen() throws java.io.IOException {
          channel.basicConsume("q", false, new com.rabbitmq.client.DefaultConsumer(channel) {
            @Override public void handleDelivery(String tag, com.rabbitmq.client.Envelope envelope,
                com.rabbitmq.client.AMQP.BasicProperties properties, byte[] body) {
              try { TAKE } catch (Exception e) { LOG.error("not taken", e); }
            }
          });
        }
        void done(long tag) throws java.io.IOException { channel.basicAck(tag, false); }
      }
      """;

  @ParameterizedTest
  @MethodSource("shapes")
  void staysSilent(Shape shape) {
    Compile.with(shape.check(), getClass())
        .on(Libraries.CURRENT)
        .file("Shape.java", shape.source().formatted(LOG))
        .isSilent();
  }

  static List<Shape> realThings() {
    return List.of(
        new Shape(
            "nobody acknowledges",
            SwallowedFailure.class,
            CONSUMER
                .replace("TAKE", "queue.accept(body);")
                .replace("channel.basicAck(tag, false);", "")),
        new Shape(
            "nobody acknowledges what is handed over",
            HandOffBeforeAck.class,
            CONSUMER
                .replace("TAKE", "new Thread(() -> queue.accept(body)).start();")
                .replace("channel.basicAck(tag, false);", "")),
        new Shape(
            "the handler acknowledges what its helper lost",
            SwallowedFailure.class,
            """
            class Shape {
              %s
              com.rabbitmq.client.Channel channel;
              java.util.function.Consumer<byte[]> queue;
              com.rabbitmq.client.DeliverCallback c = (tag, delivery) -> {
                take(delivery.getBody());
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
              };
              void take(byte[] body) {
                try { queue.accept(body); } catch (Exception e) { LOG.error("not taken", e); }
              }
            }
            """),
        new Shape(
            "a helper that works",
            SwallowedFailure.class,
            """
            class Shape {
              %s
              java.util.function.Consumer<String> queue;
              private void header(jakarta.jms.Message message, String name) {
                try { message.setObjectProperty(keep(name), name); }
                catch (Exception e) { LOG.info("skipped", e); }
              }
              private String keep(String name) { return name + Store.save(name); }
              interface Store { static int save(String name) { Runtime.getRuntime().halt(1); return 1; } }
            }
            """),
        new Shape(
            "what became of the work",
            AckMultipleComputed.class,
            """
            class Shape extends com.rabbitmq.client.DefaultConsumer {
              %s
              boolean isHandled() { return true; }
              Shape(com.rabbitmq.client.Channel channel) { super(channel); }
              @Override public void handleDelivery(String tag, com.rabbitmq.client.Envelope envelope,
                  com.rabbitmq.client.AMQP.BasicProperties properties, byte[] body) throws java.io.IOException {
                getChannel().basicNack(envelope.getDeliveryTag(), !isHandled(), true);
              }
            }
            """),
        new Shape(
            "an ordinary queue",
            LossyAckMode.class,
            """
            class Shape extends org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer {
              %s
              Shape() {
                super.setQueueNames("orders");
                setAcknowledgeMode(org.springframework.amqp.core.AcknowledgeMode.NONE);
              }
            }
            """),
        new Shape(
            "a key before is none here",
            UnkeyedPublish.class,
            """
            class Shape {
              %s
              org.springframework.kafka.core.KafkaTemplate<String, String> template;
              void tell(String key, String value) {
                template.send("orders", key, value);
                if (key.isEmpty()) { template.send("orders", value); }
              }
            }
            """),
        new Shape(
            "a null is no key",
            UnkeyedPublish.class,
            """
            class Shape {
              %s
              Object record(String topic, String value) {
                return new org.apache.kafka.clients.producer.ProducerRecord<String, String>(topic, null, value);
              }
            }
            """));
  }

  @ParameterizedTest
  @MethodSource("realThings")
  void speaksOfTheRealThing(Shape shape) {
    Compile.with(shape.check(), getClass())
        .on(Libraries.CURRENT)
        .file("Shape.java", shape.source().formatted(LOG))
        .findsOne();
  }
}
