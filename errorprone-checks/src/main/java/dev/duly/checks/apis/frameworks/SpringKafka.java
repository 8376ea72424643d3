/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import static dev.duly.checks.apis.frameworks.Role.CARRIER;
import static dev.duly.checks.apis.frameworks.Role.KEY;
import static dev.duly.checks.apis.frameworks.Role.PARTITION;
import static dev.duly.checks.apis.frameworks.Role.TIMESTAMP;
import static dev.duly.checks.apis.frameworks.Role.TOPIC;
import static dev.duly.checks.apis.frameworks.Role.VALUE;

/** Spring for Apache Kafka. */
final class SpringKafka {
  private static final String TEMPLATE = "org.springframework.kafka.core.KafkaOperations";

  static final Framework SPRING_KAFKA =
      Framework.named("Spring Kafka")
          .afterFailure(
              "the container's error handler retries it and can keep it in a dead-letter topic")
          .handlers(
              "org.springframework.kafka.annotation.KafkaHandler",
              "org.springframework.kafka.annotation.KafkaListener",
              "org.springframework.kafka.annotation.KafkaListeners")
          .listeners("org.springframework.kafka.listener.GenericMessageListener#onMessage")
          .acknowledgedBy(
              "org.springframework.kafka.support.Acknowledgment#acknowledge",
              "org.springframework.kafka.support.ShareAcknowledgment#acknowledge")
          .refusedBy(
              "org.springframework.kafka.support.Acknowledgment#nack",
              "org.springframework.kafka.support.ShareAcknowledgment#reject",
              "org.springframework.kafka.support.ShareAcknowledgment#release")
          .leftUnacknowledged(
              "the acknowledgement of the next record commits past it, and it is lost")
          .brokers(TEMPLATE)
          .publishedBy(TEMPLATE + "#send", TEMPLATE + "#sendDefault")
          .send(TEMPLATE + "#send", TOPIC, VALUE)
          .send(TEMPLATE + "#send", TOPIC, KEY, VALUE)
          .send(TEMPLATE + "#send", TOPIC, PARTITION, KEY, VALUE)
          .send(TEMPLATE + "#send", TOPIC, PARTITION, TIMESTAMP, KEY, VALUE)
          .send(TEMPLATE + "#send", CARRIER)
          .send(TEMPLATE + "#sendDefault", VALUE)
          .send(TEMPLATE + "#sendDefault", KEY, VALUE)
          .send(TEMPLATE + "#sendDefault", PARTITION, KEY, VALUE)
          .send(TEMPLATE + "#sendDefault", PARTITION, TIMESTAMP, KEY, VALUE)
          .build();

  private SpringKafka() {}
}
