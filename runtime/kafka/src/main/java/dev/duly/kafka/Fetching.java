/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one source, the only one that talks to Kafka: commits what is settled, fetches what
 * there is room for, and hands partitions over. Commits are made one after the other, so that an
 * older one never lands after a newer.
 */
final class Fetching implements ConsumerRebalanceListener, AutoCloseable {
  /** Records of one fetch: with what is there already, they must fit into a commit's metadata. */
  static final int MOST_AT_ONCE = 500;

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final ConsumerSpec spec;
  private final KafkaSettings settings;
  private final Routing routing;
  private final RestingRecords resting;
  private final AssignedPartitions partitions;
  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread;

  // Guarded by the lock of the partitions.
  private final Set<TopicPartition> paused = new HashSet<>();
  private int wanted = 1;
  private long asked;
  private long committed;
  private boolean waits;
  private boolean closed;
  private @Nullable RuntimeException failure;

  Fetching(
      ConsumerSpec spec,
      KafkaSettings settings,
      Routing routing,
      RestingRecords resting,
      AssignedPartitions partitions) {
    this.spec = spec;
    this.settings = settings;
    this.routing = routing;
    this.resting = resting;
    this.partitions = partitions;
    this.consumer =
        new KafkaConsumer<>(
            settings.with(
                Map.of(
                    ConsumerConfig.GROUP_ID_CONFIG,
                    settings.groupId(spec.group()),
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    MOST_AT_ONCE,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    List.of(CooperativeStickyAssignor.class),
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(settings.patience().toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.thread = new Thread(this::run, "duly-kafka-" + spec.group() + "-" + spec.channel());
  }

  void start() {
    consumer.subscribe(List.of(settings.topic(spec.channel())), this);
    thread.start();
  }

  /** How many messages a poll wants: there is no use in fetching much more. */
  void wanted(int max) {
    wanted = Math.max(wanted, max);
  }

  /** Asks for a commit of what is settled by now; {@link #committed} reaches the answer. */
  long commitSoon() {
    asked++;
    if (waits) {
      waits = false;
      consumer.wakeup();
    }
    return asked;
  }

  long committed() {
    return committed;
  }

  boolean isClosed() {
    return closed;
  }

  /** Why nothing works at the moment; null when it does. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  private void run() {
    try {
      while (!isEnding()) {
        try {
          KafkaException trouble = tryToCommit();
          // Before records are fetched: whatever goes wrong later would lose them.
          routing.refreshIfOld();
          resting.refreshIfOld();
          take(fetch());
          said(trouble);
        } catch (WakeupException e) {
          // A commit is asked for, or the end.
        } catch (InterruptException e) {
          return;
        } catch (KafkaException | TransportException e) {
          said(e);
          pause();
        }
      }
    } finally {
      end();
    }
  }

  private boolean isEnding() {
    partitions.lock.lock();
    try {
      return closed;
    } finally {
      partitions.lock.unlock();
    }
  }

  /**
   * What went wrong; null for nothing. Only a poll brings a member back that has lost its place.
   */
  private @Nullable KafkaException tryToCommit() {
    try {
      commit();
      return null;
    } catch (RebalanceInProgressException e) {
      // The next poll ends it; what is settled goes with the commit after that.
      return null;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      return e;
    }
  }

  private void commit() {
    long covered;
    Map<TopicPartition, OffsetAndMetadata> offsets;
    partitions.lock.lock();
    try {
      covered = asked;
      if (covered == committed) {
        return;
      }
      offsets = partitions.progress(partitions.names(), false);
    } finally {
      partitions.lock.unlock();
    }
    consumer.commitSync(offsets);
    partitions.lock.lock();
    try {
      committed = covered;
      partitions.announce();
    } finally {
      partitions.lock.unlock();
    }
  }

  private ConsumerRecords<byte[], byte[]> fetch() {
    partitions.lock.lock();
    try {
      Set<TopicPartition> full =
          new HashSet<>(
              partitions.waiting() >= 2 * wanted ? partitions.names() : partitions.full());
      Set<TopicPartition> again = new HashSet<>(paused);
      again.removeAll(full);
      // Partitions that came since are not paused, whatever the others are.
      consumer.pause(full);
      consumer.resume(again);
      paused.clear();
      paused.addAll(full);
      waits = asked == committed;
    } finally {
      partitions.lock.unlock();
    }
    try {
      return consumer.poll(waits ? WAIT : Duration.ZERO);
    } finally {
      partitions.lock.lock();
      try {
        waits = false;
      } finally {
        partitions.lock.unlock();
      }
    }
  }

  /** Takes records in; a commit says that they may be handed out before they are. */
  private void take(ConsumerRecords<byte[], byte[]> records) {
    if (records.isEmpty()) {
      return;
    }
    partitions.lock.lock();
    try {
      for (TopicPartition partition : records.partitions()) {
        PartitionWork work = partitions.of(partition);
        if (work != null) {
          for (ConsumerRecord<byte[], byte[]> each : records.records(partition)) {
            take(each, work);
          }
          work.fetchedUntil(consumer.position(partition));
        }
      }
      asked++;
    } finally {
      partitions.lock.unlock();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> each, PartitionWork work) {
    if (work.wants(each.offset())
        && routing.isFor(spec, typeOf(each))
        && !resting.isRemoved(spec.channel(), each.partition(), each.offset())) {
      byte[] body = each.value();
      work.add(
          each.offset(),
          new Delivery(
              each,
              WireHeaders.read(each.headers()),
              body == null ? new byte[0] : body,
              work.mayHaveBeenHandedOut(each.offset()),
              Instant.ofEpochMilli(each.timestamp())));
    }
  }

  private static String typeOf(ConsumerRecord<byte[], byte[]> each) {
    Header type = each.headers().lastHeader(WireHeaders.TYPE);
    return type == null || type.value() == null
        ? ""
        : new String(type.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(assigned));
    partitions.lock.lock();
    try {
      for (TopicPartition each : assigned) {
        OffsetAndMetadata last = known.get(each);
        partitions.add(
            each, last == null ? Progress.at(0) : Progress.read(last.offset(), last.metadata()));
      }
    } finally {
      partitions.lock.unlock();
    }
  }

  /** What runs may end first; then all is committed, and what is left is the next owner's. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (revoked.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets;
    long covered;
    partitions.lock.lock();
    try {
      awaitSettled(revoked);
      covered = asked;
      offsets = partitions.progress(revoked, true);
      partitions.remove(revoked);
      paused.removeAll(revoked);
    } finally {
      partitions.lock.unlock();
    }
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets);
    }
    partitions.lock.lock();
    try {
      // Whoever waits for a commit of other partitions still does.
      if (partitions.names().isEmpty()) {
        committed = Math.max(committed, covered);
      }
      partitions.changed.signalAll();
    } finally {
      partitions.lock.unlock();
    }
  }

  /** Somebody else has them already: nothing may be committed. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    partitions.lock.lock();
    try {
      partitions.remove(lost);
      paused.removeAll(lost);
    } finally {
      partitions.lock.unlock();
    }
  }

  private void awaitSettled(Collection<TopicPartition> ending) {
    long left = closed ? 0 : settings.patience().toNanos();
    try {
      while (left > 0 && partitions.hasHolds(ending)) {
        left = partitions.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void said(@Nullable RuntimeException trouble) {
    partitions.lock.lock();
    try {
      if (failure != trouble) {
        failure = trouble;
        partitions.changed.signalAll();
      }
    } finally {
      partitions.lock.unlock();
    }
  }

  private void pause() {
    partitions.lock.lock();
    try {
      long left = TROUBLE.toNanos();
      while (left > 0 && !closed) {
        left = partitions.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      partitions.lock.unlock();
    }
  }

  private void end() {
    // Leaves the group in good order: partitions are revoked, which commits.
    consumer.close(CloseOptions.timeout(settings.patience()));
  }

  @Override
  public void close() {
    partitions.lock.lock();
    try {
      closed = true;
      partitions.changed.signalAll();
      if (waits) {
        // Only then: a late one would hit what is done at the end.
        waits = false;
        consumer.wakeup();
      }
    } finally {
      partitions.lock.unlock();
    }
    try {
      thread.join(2 * settings.patience().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
