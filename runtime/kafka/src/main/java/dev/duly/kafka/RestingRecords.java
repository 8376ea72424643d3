/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.transport.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Messages at rest. Kafka removes none before its time: which are gone stands in a topic of ours.
 * Reads a topic from its beginning, so it is for dead letters and not for all there is.
 */
final class RestingRecords {
  /** No channel can have this name. */
  static final String REMOVED = "__duly_removed";

  private static final Duration WAIT = Duration.ofMillis(100);

  private final KafkaSettings settings;
  private final CompactedMap removed;

  RestingRecords(KafkaSettings settings, CompactedMap removed) {
    this.settings = settings;
    this.removed = removed;
  }

  /** Sees what other processes removed. */
  void refreshIfOld() {
    removed.refreshIfOld();
  }

  List<Stored> browse(String channel, String after, int max) {
    Optional<Place> from = after.isEmpty() ? Optional.empty() : Place.read(after);
    if (!after.isEmpty() && from.isEmpty()) {
      return List.of();
    }
    removed.refresh();
    // The newest of those kept is the first to go.
    PriorityQueue<ConsumerRecord<byte[], byte[]>> oldest =
        new PriorityQueue<>(Comparator.comparing(Place::of).reversed());
    try (Consumer<byte[], byte[]> consumer =
        settings.consumer(new ByteArrayDeserializer(), Map.of())) {
      Map<TopicPartition, Long> ends = assign(consumer, channel);
      while (!isAtEnd(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(WAIT)) {
          Place place = Place.of(each);
          if (from.map(place::compareTo).orElse(1) > 0 && !isRemoved(channel, place)) {
            oldest.add(each);
            if (oldest.size() > max) {
              oldest.remove();
            }
          }
        }
      }
    } catch (KafkaException e) {
      throw settings.unanswered(channel, e);
    }
    List<Stored> found = new ArrayList<>();
    oldest.stream()
        .sorted(Comparator.comparing(Place::of))
        .forEach(each -> found.add(stored(each)));
    return found;
  }

  Optional<Stored> find(String channel, String id) {
    Optional<Place> place = Place.read(id);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    removed.refresh();
    if (isRemoved(channel, place.get())) {
      return Optional.empty();
    }
    try (Consumer<byte[], byte[]> consumer =
        settings.consumer(new ByteArrayDeserializer(), Map.of())) {
      Map<TopicPartition, Long> ends = assign(consumer, channel);
      TopicPartition partition =
          new TopicPartition(settings.topic(channel), place.get().partition());
      Long end = ends.get(partition);
      if (end == null || place.get().offset() >= end) {
        return Optional.empty();
      }
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.get().offset());
      while (consumer.position(partition) <= place.get().offset()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(WAIT)) {
          return Optional.of(each)
              .filter(found -> Place.of(found).equals(place.get()))
              .map(RestingRecords::stored);
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw settings.unanswered(channel, e);
    }
  }

  void remove(String channel, String id) {
    Place.read(id)
        .ifPresent(place -> removed.put(keyOf(channel, place.partition(), place.offset()), "1"));
  }

  /** Whether a message was removed, as far as is known here. */
  boolean isRemoved(String channel, int partition, long offset) {
    return removed.entries().containsKey(keyOf(channel, partition, offset));
  }

  private boolean isRemoved(String channel, Place place) {
    return isRemoved(channel, place.partition(), place.offset());
  }

  private static String keyOf(String channel, int partition, long offset) {
    return channel + "/" + partition + "/" + offset;
  }

  /** Where each partition of a channel ends now; empty where there is no such channel. */
  private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer, String channel) {
    String topic = settings.topic(channel);
    List<PartitionInfo> known = consumer.listTopics().getOrDefault(topic, List.of());
    List<TopicPartition> partitions =
        known.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer.endOffsets(partitions);
  }

  private static boolean isAtEnd(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
  }

  private static Stored stored(ConsumerRecord<byte[], byte[]> each) {
    byte[] body = each.value();
    return new Stored(
        Place.of(each).toString(),
        WireHeaders.read(each.headers()),
        body == null ? new byte[0] : body,
        Instant.ofEpochMilli(each.timestamp()));
  }

  /** Where a record is, in the order of time; as text it is the id of a message at rest. */
  private record Place(long time, int partition, long offset) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::time)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    static Place of(ConsumerRecord<?, ?> each) {
      return new Place(each.timestamp(), each.partition(), each.offset());
    }

    static Optional<Place> read(String id) {
      String[] parts = id.split("-", -1);
      try {
        return parts.length == 3
            ? Optional.of(
                new Place(
                    Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2])))
            : Optional.empty();
      } catch (NumberFormatException e) {
        // Not one of our references, so no message has it.
        return Optional.empty();
      }
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return time + "-" + partition + "-" + offset;
    }
  }
}
