/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
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
final class Fetching implements AutoCloseable {
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
  private final Ownership ownership;
  private final Thread thread;

  // Guarded by the lock of the partitions.
  private int wanted = 1;
  private boolean waits;
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
        settings.consumer(
            new ByteArrayDeserializer(),
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.groupId(spec.group()),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_AT_ONCE,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class)));
    this.ownership = new Ownership(consumer, partitions, settings.patience());
    this.thread = new Thread(this::run, "duly-kafka-" + spec.group() + "-" + spec.channel());
  }

  void start() {
    consumer.subscribe(List.of(settings.topic(spec.channel())), ownership);
    thread.start();
  }

  /** How many messages a poll wants: there is no use in fetching much more. */
  void wanted(int max) {
    wanted = Math.max(wanted, max);
  }

  /**
   * Asks for a commit of what is settled by now; {@link AssignedPartitions#committed} reaches the
   * answer.
   */
  long commitSoon() {
    if (waits) {
      waits = false;
      consumer.wakeup();
    }
    return partitions.askForCommit();
  }

  /** Why nothing works at the moment; null when it does. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  private void run() {
    try {
      while (!isEnding()) {
        try {
          KafkaException trouble = tryTo(this::commit);
          trouble = trouble == null ? tryTo(ownership::adopt) : trouble;
          // Before records are fetched: whatever goes wrong later would lose them.
          routing.refreshIfOld();
          resting.refreshIfOld();
          take(fetch());
          said(trouble);
        } catch (WakeupException e) {
          // A commit is asked for, or the end.
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          // Whatever it is, it is told to whoever polls, and tried again.
          said(e);
          pause();
        }
      }
    } catch (Error e) {
      said(new IllegalStateException("the thread that talks to Kafka has died", e));
      throw e;
    } finally {
      end();
    }
  }

  private boolean isEnding() {
    partitions.lock.lock();
    try {
      return partitions.isClosed();
    } finally {
      partitions.lock.unlock();
    }
  }

  /**
   * What went wrong; null for nothing. Only a poll brings a member back that has lost its place.
   */
  private @Nullable KafkaException tryTo(Runnable step) {
    try {
      step.run();
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
      covered = partitions.asked();
      if (covered == partitions.committed()) {
        return;
      }
      offsets = partitions.progress(partitions.names(), false);
    } finally {
      partitions.lock.unlock();
    }
    consumer.commitSync(offsets);
    partitions.lock.lock();
    try {
      partitions.announce();
      partitions.committed(covered);
    } finally {
      partitions.lock.unlock();
    }
  }

  private ConsumerRecords<byte[], byte[]> fetch() {
    partitions.lock.lock();
    try {
      ownership.fetchWhatFits(wanted);
      waits = partitions.asked() == partitions.committed();
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
      partitions.askForCommit();
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

  private void said(@Nullable RuntimeException trouble) {
    partitions.lock.lock();
    try {
      if (!Objects.equals(failure, trouble)) {
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
      while (left > 0 && !partitions.isClosed()) {
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
      partitions.close();
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
