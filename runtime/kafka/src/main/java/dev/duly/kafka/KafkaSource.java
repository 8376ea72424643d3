/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * One member of a consumer group. Its own thread talks to Kafka; what it fetches waits here until
 * it is polled for, and what is settled here is committed by it.
 */
final class KafkaSource implements Source {
  private final ConsumerSpec spec;
  private final KafkaSettings settings;
  private final AssignedPartitions partitions;
  private final Fetching fetching;
  private final Consumer<KafkaSource> closed;

  KafkaSource(
      ConsumerSpec spec,
      KafkaSettings settings,
      Routing routing,
      RestingRecords resting,
      Consumer<KafkaSource> closed) {
    this.closed = closed;
    this.spec = spec;
    this.settings = settings;
    this.partitions = new AssignedPartitions();
    this.fetching = new Fetching(spec, settings, routing, resting, partitions);
    fetching.start();
  }

  /** Leases are kept here: to Kafka a partition is one member's for as long as that lives. */
  @Override
  public List<Delivery> poll(int max, Duration wait) {
    long left = wait.toNanos();
    partitions.lock.lock();
    try {
      fetching.wanted(max);
      while (true) {
        refuseAfterFailure();
        Instant now = settings.clock().instant();
        List<Delivery> taken = new ArrayList<>();
        partitions.lapse(now);
        if (!partitions.isClosed()) {
          partitions.take(max, now.plus(spec.lease()), taken);
        }
        if (!taken.isEmpty() || left <= 0 || partitions.isClosed()) {
          return taken;
        }
        left = partitions.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      partitions.lock.unlock();
    }
  }

  /** Returns when all final verdicts are part of a commit. */
  @Override
  public void settle(Collection<Settlement> settlements) {
    partitions.lock.lock();
    try {
      boolean ended = false;
      boolean changed = false;
      for (Settlement each : settlements) {
        PartitionWork.Hold hold = holdOf(each.delivery());
        boolean counts = each.verdict() == Verdict.RELEASED ? hold.release() : hold.end();
        changed |= counts;
        // One that is settled again may still wait for its commit.
        ended |= each.verdict() != Verdict.RELEASED;
      }
      if (changed) {
        partitions.changed.signalAll();
      }
      if (ended) {
        awaitCommit(fetching.commitSoon());
      }
    } finally {
      partitions.lock.unlock();
    }
  }

  private void awaitCommit(long commit) {
    long left = settings.patience().toNanos();
    try {
      while (partitions.committed() < commit) {
        refuseAfterFailure();
        if (left <= 0 || partitions.isClosed()) {
          throw new TransportException(
              "DulyKafkaUncommitted",
              "Kafka at "
                  + settings.brokers()
                  + " has not taken the offsets of "
                  + spec.group()
                  + " on "
                  + spec.channel()
                  + ".",
              "They go with the next commit; what is not committed then comes again and is recognised.");
        }
        left = partitions.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          "DulyKafkaUncommitted",
          "The thread that settled for "
              + spec.group()
              + " on "
              + spec.channel()
              + " was interrupted.",
          "What it settled goes with the next commit.",
          e);
    }
  }

  @Override
  public List<Delivery> renew(Collection<Delivery> deliveries) {
    partitions.lock.lock();
    try {
      Instant now = settings.clock().instant();
      Instant until = now.plus(spec.lease());
      List<Delivery> lost =
          deliveries.stream().filter(each -> !holdOf(each).renew(until, now)).toList();
      if (!lost.isEmpty()) {
        partitions.changed.signalAll();
      }
      return lost;
    } finally {
      partitions.lock.unlock();
    }
  }

  /** Leaves the group; what is held may go to another member at once. */
  @Override
  public void close() {
    fetching.close();
    closed.accept(this);
  }

  private void refuseAfterFailure() {
    RuntimeException failure = fetching.failure();
    if (failure != null) {
      throw new TransportException(
          "DulyKafkaUnanswered",
          "Kafka at "
              + settings.brokers()
              + " gives nothing of "
              + spec.channel()
              + " to "
              + spec.group()
              + ".",
          "It is asked again; see the cause.",
          failure);
    }
  }

  private static PartitionWork.Hold holdOf(Delivery delivery) {
    if (delivery.handle() instanceof PartitionWork.Hold hold) {
      return hold;
    }
    throw new IllegalArgumentException("the delivery is not from Kafka");
  }
}
