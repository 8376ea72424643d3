/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One lane for each partition key in flight: in order and one at a time within a lane, parallel
 * across lanes. A lane whose head waits for its retry keeps only its own key waiting.
 */
final class Lanes {
  private final int maxRunning;
  private final int maxInFlight;
  private final int maxBatch;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private int inFlight;
  private int running;
  private int readyItems;
  private boolean suspectRuns;
  private boolean closed;

  Lanes(int maxRunning, int maxInFlight, int maxBatch) {
    this.maxRunning = maxRunning;
    this.maxInFlight = maxInFlight;
    this.maxBatch = maxBatch;
  }

  /** How many more items fit. */
  synchronized int free() {
    return closed ? 0 : Math.max(0, maxInFlight - inFlight);
  }

  synchronized int inFlight() {
    return inFlight;
  }

  /**
   * Adds an item behind the others of its key; one that is replayed may exceed the limit.
   *
   * @return false when closed: the item was not added and will not run
   */
  synchronized boolean offer(Item item) {
    if (closed) {
      return false;
    }
    Lane lane = lanes.computeIfAbsent(item.lane(), Lane::new);
    lane.items.addLast(item);
    inFlight++;
    if (lane.ready) {
      readyItems++;
    } else {
      proceed(lane);
    }
    return true;
  }

  /**
   * Takes a batch to run, or an empty one if there is nothing to run or enough is running. The more
   * is ready, the larger the batch; a little is spread over the lanes instead. A suspect runs
   * alone, and one at a time, so that a message that kills the process is the only one whose
   * attempts grow.
   */
  synchronized List<Item> take() {
    if (closed || running >= maxRunning) {
      return List.of();
    }
    int wanted = Math.min(maxBatch, (readyItems + maxRunning - 1) / maxRunning);
    List<Item> batch = new ArrayList<>(wanted);
    for (int left = ready.size(); left > 0 && batch.size() < wanted; left--) {
      Lane lane = ready.removeFirst();
      boolean suspect = lane.items.getFirst().isSuspect();
      if (suspect && (suspectRuns || !batch.isEmpty())) {
        ready.addLast(lane);
        continue;
      }
      lane.ready = false;
      readyItems -= lane.items.size();
      if (suspect) {
        suspectRuns = true;
        batch.add(lane.take());
        break;
      }
      while (batch.size() < wanted && !lane.items.isEmpty() && !lane.items.getFirst().isSuspect()) {
        batch.add(lane.take());
      }
    }
    if (!batch.isEmpty()) {
      running++;
    }
    return batch;
  }

  /** A batch has ended; its items are settled, given back, held or on their way to be settled. */
  synchronized void ended(Collection<Item> batch) {
    running--;
    if (batch.stream().anyMatch(Item::isSuspect)) {
      suspectRuns = false;
    }
  }

  /** An item is settled. */
  synchronized void done(Item item) {
    inFlight--;
    Lane lane = lane(item);
    lane.taken.remove(item);
    proceed(lane);
    notifyAll();
  }

  /** Puts items back at the heads of their lanes; {@code items} are in order within each lane. */
  synchronized void giveBack(List<Item> items) {
    for (int i = items.size() - 1; i >= 0; i--) {
      lane(items.get(i)).putBack(items.get(i));
    }
    items.forEach(item -> proceed(lane(item)));
  }

  /** Puts a failed item back at the head of its lane, which waits until {@link #wake}. */
  synchronized void hold(Item item) {
    Lane lane = lane(item);
    lane.putBack(item);
    lane.held = true;
  }

  /** Ends the wait of an item's lane. */
  synchronized void wake(Item item) {
    Lane lane = lanes.get(item.lane());
    if (lane != null && lane.items.peekFirst() == item) {
      lane.held = false;
      proceed(lane);
    }
  }

  /** Takes out queued items that match; those that run stay. */
  synchronized List<Item> remove(Predicate<Item> which) {
    List<Item> removed = new ArrayList<>();
    for (Lane lane : List.copyOf(lanes.values())) {
      int before = lane.items.size();
      Item head = lane.items.peekFirst();
      lane.items.removeIf(item -> which.test(item) && removed.add(item));
      if (lane.items.peekFirst() != head) {
        // The one that was waited for is gone; nobody would wake the lane for those behind it.
        lane.held = false;
      }
      if (lane.ready) {
        readyItems -= before - lane.items.size();
      }
      if (lane.items.isEmpty()) {
        if (lane.ready) {
          ready.remove(lane);
          lane.ready = false;
        }
      }
      proceed(lane);
    }
    inFlight -= removed.size();
    notifyAll();
    return removed;
  }

  /**
   * Takes out queued items whose lease is lost. One with an item behind it that is not lost stays:
   * the broker gives its key to nobody else, it will be recognised when it comes again, and without
   * it the one behind it would overtake it. At most once does not allow that.
   */
  synchronized List<Item> removeLost() {
    Set<Item> stay = new HashSet<>();
    for (Lane lane : lanes.values()) {
      boolean followed = false;
      Iterator<Item> backwards = lane.items.descendingIterator();
      while (backwards.hasNext()) {
        Item item = backwards.next();
        if (!item.isLost()) {
          followed = true;
        } else if (followed && !item.isAtMostOnce()) {
          stay.add(item);
        }
      }
    }
    return remove(item -> item.isLost() && !stay.contains(item));
  }

  /** Every item in flight, those that run too. */
  synchronized List<Item> snapshot() {
    List<Item> all = new ArrayList<>(inFlight);
    for (Lane lane : lanes.values()) {
      all.addAll(lane.taken);
      all.addAll(lane.items);
    }
    return all;
  }

  /** Hands out no more batches; returns what is queued and will not run. */
  synchronized List<Item> close() {
    closed = true;
    return remove(item -> true);
  }

  /**
   * Waits until no item is in flight.
   *
   * @return whether that came true within {@code millis}
   */
  synchronized boolean awaitEmpty(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (inFlight > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private Lane lane(Item item) {
    Lane lane = lanes.get(item.lane());
    if (lane == null) {
      throw new IllegalStateException("no lane for " + item.envelope().id());
    }
    return lane;
  }

  private void proceed(Lane lane) {
    if (lane.ready || lane.held || !lane.taken.isEmpty()) {
      return;
    }
    if (lane.items.isEmpty()) {
      lanes.remove(lane.key);
    } else {
      lane.ready = true;
      readyItems += lane.items.size();
      ready.addLast(lane);
    }
  }

  private static final class Lane {
    final String key;
    final Deque<Item> items = new ArrayDeque<>();
    final List<Item> taken = new ArrayList<>();
    boolean ready;
    boolean held;

    Lane(String key) {
      this.key = key;
    }

    Item take() {
      Item item = items.removeFirst();
      taken.add(item);
      return item;
    }

    void putBack(Item item) {
      taken.remove(item);
      items.addFirst(item);
    }
  }
}
