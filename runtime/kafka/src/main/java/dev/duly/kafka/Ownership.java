/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Which partitions a member has, how it comes by them and gives them up, and which of them fetch.
 * Only the thread that talks to Kafka calls anything here.
 */
final class Ownership implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> consumer;
  private final AssignedPartitions partitions;
  private final Duration patience;
  private final Set<TopicPartition> paused = new HashSet<>();

  Ownership(Consumer<byte[], byte[]> consumer, AssignedPartitions partitions, Duration patience) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.patience = patience;
  }

  /** Asks where the last owner of new partitions stood. */
  void adopt() {
    Set<TopicPartition> fresh = new HashSet<>(paused);
    partitions.lock.lock();
    try {
      fresh.removeAll(partitions.names());
    } finally {
      partitions.lock.unlock();
    }
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(fresh);
    partitions.lock.lock();
    try {
      for (TopicPartition each : fresh) {
        OffsetAndMetadata last = known.get(each);
        partitions.add(
            each, last == null ? Progress.at(0) : Progress.read(last.offset(), last.metadata()));
      }
    } finally {
      partitions.lock.unlock();
    }
    consumer.resume(fresh);
    paused.removeAll(fresh);
  }

  /** Lets those fetch that have room; whoever calls it has the lock. */
  void fetchWhatFits(int wanted) {
    Set<TopicPartition> full =
        new HashSet<>(partitions.waiting() >= 2 * wanted ? partitions.names() : partitions.full());
    Set<TopicPartition> again = new HashSet<>(paused);
    again.retainAll(partitions.names());
    again.removeAll(full);
    consumer.pause(full);
    consumer.resume(again);
    paused.removeAll(again);
    paused.addAll(full);
  }

  /** They give nothing until it is known what was done of them. */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    consumer.pause(assigned);
    paused.addAll(assigned);
    try {
      adopt();
    } catch (InterruptException | WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      // Asked again before the next fetch, where a failure is told; nobody calls this again.
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
      covered = partitions.asked();
      offsets = partitions.progress(revoked, true);
      partitions.remove(revoked);
    } finally {
      partitions.lock.unlock();
    }
    paused.removeAll(revoked);
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets);
    }
    partitions.lock.lock();
    try {
      // Whoever waits for a commit of other partitions still does.
      if (partitions.names().isEmpty()) {
        partitions.committed(Math.max(partitions.committed(), covered));
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
    } finally {
      partitions.lock.unlock();
    }
    paused.removeAll(lost);
  }

  private void awaitSettled(Collection<TopicPartition> ending) {
    long left = partitions.isClosed() ? 0 : patience.toNanos();
    try {
      while (left > 0 && partitions.hasHolds(ending)) {
        left = partitions.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
