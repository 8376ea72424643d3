/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A small map that all processes share, kept in a compacted topic of one partition. Others' entries
 * are seen by {@link #refresh}.
 */
final class CompactedMap implements AutoCloseable {
  private static final Duration OLD = Duration.ofSeconds(1);

  private final TopicPartition place;
  private final KafkaSettings settings;
  private final Consumer<String, String> consumer;
  private final Map<String, String> entries = new ConcurrentHashMap<>();
  private long refreshed = System.nanoTime() - OLD.toNanos();

  CompactedMap(String topic, KafkaSettings settings) {
    this.place = new TopicPartition(settings.topic(topic), 0);
    this.settings = settings;
    this.consumer = settings.consumer(new StringDeserializer(), Map.of());
    consumer.assign(List.of(place));
    consumer.seekToBeginning(List.of(place));
  }

  /** What is known; changes with {@link #refresh}. */
  Map<String, String> entries() {
    return entries;
  }

  /**
   * As {@link #refresh}, unless that is less than a second ago: others' entries are seen a little
   * later, but not asked for with every record.
   */
  synchronized void refreshIfOld() {
    if (System.nanoTime() - refreshed > OLD.toNanos()) {
      refresh();
    }
  }

  /**
   * Reads on until where the topic ends now.
   *
   * @throws TransportException if Kafka does not answer in time
   */
  synchronized void refresh() {
    try {
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      long deadline = System.nanoTime() + settings.patience().toNanos();
      while (consumer.position(place) < end) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
          if (each.value() == null) {
            entries.remove(each.key());
          } else {
            entries.put(each.key(), each.value());
          }
        }
        if (System.nanoTime() - deadline > 0) {
          throw settings.unanswered(
              place.topic(), new TimeoutException("after " + settings.patience()));
        }
      }
      refreshed = System.nanoTime();
    } catch (KafkaException e) {
      throw settings.unanswered(place.topic(), e);
    }
  }

  /** Puts an entry; returns when it is confirmed. */
  void put(String key, String value) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            settings.with(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    settings.patienceMillis())),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(place.topic(), 0, key, value))
          .get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      entries.put(key, value);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw unwritten(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unwritten(e);
    }
  }

  private TransportException unwritten(Exception cause) {
    return new TransportException(
        "DulyKafkaUnconfirmed",
        "Kafka at " + settings.brokers() + " has not confirmed an entry of " + place.topic() + ".",
        "It is tried again with the next use; see whether the brokers are up.",
        cause);
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
