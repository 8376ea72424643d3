/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.transport.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions a member of a group has. Whoever calls anything here has the lock. */
final class AssignedPartitions {
  /** Fetched and not settled, of one partition: each takes room in the metadata of a commit. */
  static final int MOST_UNSETTLED = 400;

  /** How far a message that is not settled may lie behind: what is fetched after it is kept. */
  static final int MOST_SPAN = 50_000;

  final ReentrantLock lock = new ReentrantLock();

  /** Something can be handed out, is committed or has failed. */
  final Condition changed = lock.newCondition();

  private final Map<TopicPartition, PartitionWork> all = new LinkedHashMap<>();

  private long asked;
  private long committed;
  private boolean closed;

  /** Asks for a commit of all as it is now; {@link #committed()} reaches the answer. */
  long askForCommit() {
    return ++asked;
  }

  long asked() {
    return asked;
  }

  long committed() {
    return committed;
  }

  /** Kafka has all that was asked for up to {@code covered}. */
  void committed(long covered) {
    committed = covered;
    changed.signalAll();
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    changed.signalAll();
  }

  void add(TopicPartition partition, Progress before) {
    all.put(partition, new PartitionWork(before));
  }

  @Nullable PartitionWork of(TopicPartition partition) {
    return all.get(partition);
  }

  /** Gives partitions up. */
  void remove(Collection<TopicPartition> gone) {
    for (TopicPartition each : gone) {
      PartitionWork work = all.remove(each);
      if (work != null) {
        work.take();
      }
    }
    changed.signalAll();
  }

  List<TopicPartition> names() {
    return List.copyOf(all.keySet());
  }

  /** Those that should fetch no more for now. */
  List<TopicPartition> full() {
    List<TopicPartition> full = new ArrayList<>();
    all.forEach(
        (partition, work) -> {
          if (work.size() >= MOST_UNSETTLED || work.span() >= MOST_SPAN) {
            full.add(partition);
          }
        });
    return full;
  }

  /** What is fetched may be handed out. */
  void announce() {
    all.values().forEach(PartitionWork::announce);
  }

  int waiting() {
    return all.values().stream().mapToInt(PartitionWork::waiting).sum();
  }

  boolean hasHolds(Collection<TopicPartition> among) {
    return among.stream().map(all::get).anyMatch(work -> work != null && work.hasHolds());
  }

  /** Takes from every partition in turn, a fair share of each first. */
  void take(int max, Instant until, List<Delivery> target) {
    int share = Math.max(1, max / Math.max(1, all.size()));
    for (PartitionWork work : all.values()) {
      work.take(Math.min(share, max - target.size()), until, target);
    }
    for (PartitionWork work : all.values()) {
      work.take(max - target.size(), until, target);
    }
  }

  void lapse(Instant now) {
    all.values().forEach(work -> work.lapse(now));
  }

  /**
   * What to commit.
   *
   * @param clean as in {@link PartitionWork#progress}
   */
  Map<TopicPartition, OffsetAndMetadata> progress(Collection<TopicPartition> among, boolean clean) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition each : among) {
      PartitionWork work = all.get(each);
      if (work != null) {
        Progress progress = work.progress(clean);
        offsets.put(each, new OffsetAndMetadata(progress.committed(), progress.metadata()));
      }
    }
    return offsets;
  }
}
