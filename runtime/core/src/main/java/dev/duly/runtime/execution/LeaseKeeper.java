/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Renews the leases of what is in flight, three times a lease. A run past its deadline is not
 * renewed any more: another process may take over, and the guard decides who was first.
 */
final class LeaseKeeper {
  private final ConsumerSpec spec;
  private final Source source;
  private final Lanes lanes;
  private final Engine engine;
  private final Consumer<List<Item>> lost;
  private final Duration period;
  private boolean closed;
  private Scheduler.Cancellable timer = () -> {};

  LeaseKeeper(
      ConsumerSpec spec, Source source, Lanes lanes, Engine engine, Consumer<List<Item>> lost) {
    this.spec = spec;
    this.source = source;
    this.lanes = lanes;
    this.engine = engine;
    this.lost = lost;
    this.period = spec.lease().dividedBy(3);
  }

  synchronized void start() {
    if (!closed) {
      timer = engine.scheduler().schedule(period, this::renew);
    }
  }

  synchronized void close() {
    closed = true;
    timer.cancel();
  }

  private void renew() {
    try {
      List<Delivery> held = new ArrayList<>();
      IdentityHashMap<Delivery, Item> inFlight = new IdentityHashMap<>();
      for (Item item : lanes.snapshot()) {
        if (item.replay() == null && !item.isLost() && !isOverdue(item)) {
          held.add(item.delivery());
          inFlight.put(item.delivery(), item);
        }
      }
      if (!held.isEmpty()) {
        giveUp(source.renew(held), inFlight);
      }
    } catch (RuntimeException trouble) {
      engine.observer().trouble("lease renewal of " + spec.group(), trouble);
    } finally {
      start();
    }
  }

  /**
   * Queued items whose lease is lost are handed out again; those that run are left to the guard.
   */
  private void giveUp(List<Delivery> gone, IdentityHashMap<Delivery, Item> inFlight) {
    for (Delivery delivery : gone) {
      Item item = inFlight.get(delivery);
      if (item != null) {
        item.lose();
      }
    }
    if (!gone.isEmpty()) {
      lost.accept(lanes.removeLost());
    }
  }

  private boolean isOverdue(Item item) {
    Instant deadline = item.deadline();
    if (deadline == null || engine.clock().instant().isBefore(deadline)) {
      return false;
    }
    if (item.firstTimeOverdue()) {
      engine.observer().overdue(item.event(spec.group(), spec.channel()));
    }
    return true;
  }
}
