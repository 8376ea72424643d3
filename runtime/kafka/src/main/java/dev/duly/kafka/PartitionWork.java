/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.transport.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source has of one partition: the messages it fetched and has not settled, in the order of
 * the partition. Guarded by the lock of its source.
 */
final class PartitionWork {
  private final TreeMap<Long, Entry> unsettled = new TreeMap<>();
  private final Progress before;
  private long next;

  /** Those before it may be handed out: a commit says so. */
  private long announced;

  private int waiting;
  private int arriving;
  private boolean taken;

  /** As the last owner of the partition left it. */
  PartitionWork(Progress before) {
    this.before = before;
    this.next = before.committed();
    this.announced = next;
  }

  /** One fetched message. */
  static final class Entry {
    final long offset;
    final Delivery first;
    private final PartitionWork partition;
    private boolean redelivered;
    private @Nullable Hold hold;

    private Entry(PartitionWork partition, long offset, Delivery first) {
      this.partition = partition;
      this.offset = offset;
      this.first = first;
      this.redelivered = first.redelivered();
    }
  }

  /** What a delivery's handle is: one claim on one message. */
  static final class Hold {
    private final Entry entry;
    private Instant until;

    private Hold(Entry entry, Instant until) {
      this.entry = entry;
      this.until = until;
    }

    /** Whether nobody else has the message. */
    private boolean isValid() {
      return equals(entry.hold) && !entry.partition.taken;
    }

    /** Settles for good; false if there was nothing to settle any more. */
    boolean end() {
      if (!isValid()) {
        return false;
      }
      entry.hold = null;
      entry.partition.unsettled.remove(entry.offset);
      return true;
    }

    /** Hands back in good order. */
    boolean release() {
      if (!isValid()) {
        return false;
      }
      entry.partition.rest(entry);
      return true;
    }

    /** False if the message is another's by now. */
    boolean renew(Instant later, Instant now) {
      if (!isValid()) {
        // What is settled is nobody's loss.
        return entry.hold == null
            && !entry.partition.taken
            && !entry.partition.unsettled.containsKey(entry.offset);
      }
      if (!now.isBefore(until)) {
        entry.partition.lapse(entry);
        return false;
      }
      until = later;
      return true;
    }
  }

  /** Whether the record at an offset is to be handed out: the last owner may have settled it. */
  boolean wants(long offset) {
    return offset >= before.next() || before.unsettled().containsKey(offset);
  }

  /** Whether the last owner may have handed out a message. */
  boolean mayHaveBeenHandedOut(long offset) {
    return before.unsettled().getOrDefault(offset, false);
  }

  /** Takes in a message, behind the others; {@link #announce} lets it be handed out. */
  void add(long offset, Delivery delivery) {
    unsettled.put(offset, new Entry(this, offset, delivery));
    arriving++;
  }

  /** All that was fetched is in a commit as what may have been handed out. */
  void announce() {
    announced = next;
    waiting += arriving;
    arriving = 0;
  }

  /** Everything before an offset has been fetched. */
  void fetchedUntil(long offset) {
    next = Math.max(next, offset);
  }

  /** How many messages can be handed out. */
  int waiting() {
    return waiting;
  }

  /** How many are fetched and not settled. */
  int size() {
    return unsettled.size();
  }

  /** How many offsets lie between the first that is not settled and the last fetched. */
  long span() {
    return next - (unsettled.isEmpty() ? next : unsettled.firstKey());
  }

  boolean hasHolds() {
    return waiting + arriving < unsettled.size();
  }

  /** Hands out up to {@code max} messages in order. */
  void take(int max, Instant until, List<Delivery> target) {
    int left = Math.min(max, waiting);
    for (Entry entry : unsettled.headMap(announced).values()) {
      if (left == 0) {
        return;
      }
      if (entry.hold == null) {
        entry.hold = new Hold(entry, until);
        waiting--;
        left--;
        Delivery first = entry.first;
        target.add(
            new Delivery(
                entry.hold, first.headers(), first.body(), entry.redelivered, first.sentAt()));
      }
    }
  }

  /** Takes back what was not renewed in time. */
  void lapse(Instant now) {
    for (Entry entry : unsettled.values()) {
      Hold hold = entry.hold;
      if (hold != null && !now.isBefore(hold.until)) {
        lapse(entry);
      }
    }
  }

  private void lapse(Entry entry) {
    entry.redelivered = true;
    rest(entry);
  }

  private void rest(Entry entry) {
    entry.hold = null;
    waiting++;
  }

  /** The partition is another's: nothing that is held counts any more. */
  void take() {
    taken = true;
  }

  /**
   * What is to be committed.
   *
   * @param clean whether nothing more will be handed out; else all that is fetched may be, before
   *     the next commit
   */
  Progress progress(boolean clean) {
    TreeMap<Long, Boolean> left = new TreeMap<>();
    unsettled.forEach(
        (offset, entry) -> left.put(offset, !clean || entry.hold != null || entry.redelivered));
    return new Progress(next, left);
  }
}
