/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Micronaut for Kafka, RabbitMQ, NATS and JMS. */
final class Micronaut {
  static final Framework MICRONAUT =
      Framework.named("Micronaut")
          .afterFailure("the listener's error strategy retries it, or the broker redelivers it")
          .handlersIn(
              "io.micronaut.configuration.kafka.annotation.KafkaListener",
              "io.micronaut.configuration.kafka.annotation.Topic")
          .handlersIn(
              "io.micronaut.rabbitmq.annotation.RabbitListener",
              "io.micronaut.rabbitmq.annotation.Queue")
          .handlersIn(
              "io.micronaut.nats.annotation.NatsListener", "io.micronaut.nats.annotation.Subject")
          .handlersIn(
              "io.micronaut.nats.jetstream.annotation.JetStreamListener",
              "io.micronaut.nats.jetstream.annotation.PushConsumer")
          .handlersIn(
              "io.micronaut.jms.annotations.JMSListener", "io.micronaut.jms.annotations.Queue")
          .handlersIn(
              "io.micronaut.jms.annotations.JMSListener", "io.micronaut.jms.annotations.Topic")
          .acknowledgedBy("io.micronaut.messaging.Acknowledgement#ack")
          .refusedBy("io.micronaut.messaging.Acknowledgement#nack")
          .leftUnacknowledged(
              "on Kafka the next acknowledgement commits past it, and on RabbitMQ it stays out of reach until the channel closes")
          .lossyModes(
              LossyMode.of(
                      "io.micronaut.rabbitmq.annotation.Queue",
                      "autoAcknowledgment",
                      "true",
                      "RabbitMQ forgets each message as it sends it, so what fails, or waits in the consumer when the process stops, is lost")
                  .better(
                      "false",
                      "Set false: the message is acknowledged when the method has returned and given back when it fails."))
          .publishers(
              "io.micronaut.configuration.kafka.annotation.KafkaClient",
              "io.micronaut.nats.annotation.NatsClient",
              "io.micronaut.nats.jetstream.annotation.JetStreamClient",
              "io.micronaut.rabbitmq.annotation.RabbitClient",
              "io.micronaut.jms.annotations.JMSProducer")
          .build();

  private Micronaut() {}
}
