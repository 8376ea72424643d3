/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.runtime.visibility.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the broker what became of deliveries, after it is committed, and again until the broker has
 * taken it. Until then an item stays in flight and its lane does not go on.
 */
final class Settler {
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final Source source;
  private final Engine engine;
  private final Lanes lanes;
  private final Ledger ledger;
  private final Runnable proceed;
  private volatile boolean closed;

  Settler(Source source, Engine engine, Lanes lanes, Ledger ledger, Runnable proceed) {
    this.source = source;
    this.engine = engine;
    this.lanes = lanes;
    this.ledger = ledger;
    this.proceed = proceed;
  }

  /** Settles items that have ended. */
  void end(List<BatchResult.Ended> ended) {
    List<Settlement> settlements = new ArrayList<>(ended.size());
    for (BatchResult.Ended each : ended) {
      Item item = each.item();
      if (item.replay() == null && !item.isSettled()) {
        settlements.add(new Settlement(item.delivery(), each.verdict()));
      }
    }
    try {
      if (!settlements.isEmpty()) {
        source.settle(settlements);
      }
      for (BatchResult.Ended each : ended) {
        endReplay(each);
      }
    } catch (RuntimeException trouble) {
      again(trouble, () -> end(ended));
      return;
    }
    for (BatchResult.Ended each : ended) {
      count(each.verdict());
      lanes.done(each.item());
    }
    proceed.run();
  }

  /** Settles an at-most-once item before it runs; says whether the broker has taken it. */
  boolean settleFirst(Item item) {
    if (item.isSettled()) {
      return true;
    }
    try {
      source.settle(List.of(new Settlement(item.delivery(), Verdict.EFFECT)));
      item.settled();
      return true;
    } catch (RuntimeException trouble) {
      engine.observer().trouble("settlement", trouble);
      return false;
    }
  }

  /** Settles deliveries that never were items. */
  void settle(List<Settlement> settlements) {
    try {
      source.settle(settlements);
    } catch (RuntimeException trouble) {
      again(trouble, () -> settle(settlements));
    }
  }

  /** Hands items back that will not run here; the broker hands them out again. */
  void release(List<Item> items) {
    List<Settlement> settlements = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item.replay() == null && !item.isSettled()) {
        settlements.add(new Settlement(item.delivery(), Verdict.RELEASED));
      }
    }
    try {
      source.settle(settlements);
    } catch (RuntimeException trouble) {
      // Their leases end by themselves: late, but not lost.
      engine.observer().trouble("release", trouble);
    }
    for (Item item : items) {
      Replay replay = item.replay();
      if (replay != null) {
        replay.outcome().complete(Verdict.RELEASED);
      }
    }
    ledger.released(items.size());
  }

  /** Gives up what could not be settled; it is handed out again and recognised. */
  void close() {
    closed = true;
  }

  private void endReplay(BatchResult.Ended ended) {
    Replay replay = ended.item().replay();
    if (replay == null) {
      return;
    }
    boolean done = ended.verdict() == Verdict.EFFECT || ended.verdict() == Verdict.DUPLICATE;
    // What was parked has left in the transaction of its effect.
    if (done && replay.origin() instanceof Replay.Channel letter) {
      engine.transport().remove(letter.name(), letter.id());
    }
    replay.outcome().complete(ended.verdict());
  }

  private void count(Verdict verdict) {
    switch (verdict) {
      case EFFECT -> ledger.effect();
      case DUPLICATE -> ledger.duplicate();
      case DEAD -> ledger.dead();
      case PARKED -> ledger.parked();
      case DROPPED -> ledger.dropped();
      case IGNORED, RELEASED -> ledger.released(1);
    }
  }

  private void again(RuntimeException trouble, Runnable task) {
    engine.observer().trouble("settlement", trouble);
    if (!closed) {
      engine.scheduler().schedule(TROUBLE, task);
    }
  }
}
