/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import static dev.duly.checks.apis.frameworks.Role.HEADERS;
import static dev.duly.checks.apis.frameworks.Role.KEY;
import static dev.duly.checks.apis.frameworks.Role.PARTITION;
import static dev.duly.checks.apis.frameworks.Role.TIMESTAMP;
import static dev.duly.checks.apis.frameworks.Role.TOPIC;
import static dev.duly.checks.apis.frameworks.Role.VALUE;

/** The Kafka client, used directly. */
final class KafkaClients {
  private static final String CONSUMER = "org.apache.kafka.clients.consumer.Consumer";
  private static final String PRODUCER = "org.apache.kafka.clients.producer.Producer";
  private static final String RECORD = "org.apache.kafka.clients.producer.ProducerRecord#<init>";

  static final Framework KAFKA_CLIENTS =
      Framework.named("Kafka")
          .afterFailure("what is not committed is polled again after a restart or a seek")
          .messages(
              "org.apache.kafka.clients.consumer.ConsumerRecord",
              "org.apache.kafka.clients.consumer.ConsumerRecords")
          .acknowledgedBy(CONSUMER + "#commitSync", CONSUMER + "#commitAsync")
          .refusedBy(CONSUMER + "#seek")
          .leftUnacknowledged("the next commit passes over it, and it is lost")
          .polledBy(CONSUMER + "#poll")
          .brokers(PRODUCER)
          .publishedBy(PRODUCER + "#send")
          .send(RECORD, TOPIC, VALUE)
          .send(RECORD, TOPIC, KEY, VALUE)
          .send(RECORD, TOPIC, PARTITION, KEY, VALUE)
          .send(RECORD, TOPIC, PARTITION, KEY, VALUE, HEADERS)
          .send(RECORD, TOPIC, PARTITION, TIMESTAMP, KEY, VALUE)
          .send(RECORD, TOPIC, PARTITION, TIMESTAMP, KEY, VALUE, HEADERS)
          .build();

  private KafkaClients() {}
}
