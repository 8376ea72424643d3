/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How the brokers are reached and what is created there.
 *
 * @param properties Kafka's own, for every client; those of the parts win
 * @param prefix before the names of topics and groups; empty for none
 * @param partitions of a topic that is created
 * @param replicas of a topic that is created; -1 for the broker's default
 * @param provisioning whether missing topics are created; else they are an error
 * @param patience how long a broker may take to answer, and work in flight to end when its
 *     partition is taken away
 * @param clock what leases end by
 */
record KafkaSettings(
    Map<String, Object> properties,
    String prefix,
    int partitions,
    short replicas,
    boolean provisioning,
    Duration patience,
    Clock clock) {

  KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** The topic of a channel, or of our own. */
  String topic(String name) {
    return prefix + name;
  }

  /** Kafka's id of a group. */
  String groupId(String group) {
    return prefix + group;
  }

  /** Where the brokers are, for messages to people. */
  String brokers() {
    return String.valueOf(properties.get("bootstrap.servers"));
  }

  /** As Kafka's properties want it. */
  int patienceMillis() {
    return Math.toIntExact(patience.toMillis());
  }

  /** A consumer that commits, and creates topics, only when it is told to. */
  <T> Consumer<T, T> consumer(Deserializer<T> deserializer, Map<String, Object> own) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                patienceMillis()));
    all.putAll(own);
    return new KafkaConsumer<>(with(all), deserializer, deserializer);
  }

  /** What is told of a topic that cannot be read. */
  TransportException unanswered(String topic, Exception cause) {
    return new TransportException(
        "DulyKafkaUnanswered",
        "Kafka at " + brokers() + " does not give out " + topic + ".",
        "See whether the brokers are up and whether the user may read the topic.",
        cause);
  }

  /** For one client: its own over those for all. */
  Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putAll(own);
    return all;
  }
}
