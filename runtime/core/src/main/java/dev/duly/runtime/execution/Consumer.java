/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.topology.ConcurrencyPolicy;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Settlement;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.runtime.visibility.Ledger;
import dev.duly.runtime.visibility.Observer.MessageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One group's consumption of one channel: polls what fits, hands it to lanes, runs batches, settles
 * what is committed. Full lanes stop polling.
 */
public final class Consumer {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final ConsumerSpec spec;
  private final Engine engine;
  private final Source source;
  private final Intake intake;
  private final Lanes lanes;
  private final BatchRunner runner;
  private final Settler settler;
  private final LeaseKeeper leases;
  private final Ledger ledger;

  private boolean polling;
  private boolean stopped;
  private long emptyPolls;

  /**
   * Prepares the consumption; {@link #start} begins it.
   *
   * @param byMessageId the group's handlers of the channel, by message id
   */
  public Consumer(
      ConsumerSpec spec,
      GroupPolicy group,
      Map<String, Subscription<?>> byMessageId,
      Engine engine,
      Ledger ledger) {
    this.spec = spec;
    this.engine = engine;
    this.ledger = ledger;
    this.source = engine.transport().open(spec);
    this.intake =
        new Intake(
            byMessageId,
            engine.contracts().idsOf(spec.channel()),
            engine.bodies(),
            engine.codec(),
            engine.clock());
    ConcurrencyPolicy concurrency = group.concurrency();
    this.lanes = new Lanes(concurrency.lanes(), concurrency.inFlight(), concurrency.batch());
    this.runner = new BatchRunner(spec, group, engine);
    this.settler = new Settler(source, engine, lanes, ledger, this::proceed);
    this.leases = new LeaseKeeper(spec, source, lanes, engine, this::lost);
  }

  public ConsumerSpec spec() {
    return spec;
  }

  public int inFlight() {
    return lanes.inFlight();
  }

  public void start() {
    leases.start();
    proceed();
  }

  /** How often a poll came back empty: a sign that everything before it has arrived. */
  public synchronized long emptyPolls() {
    return emptyPolls;
  }

  /** Whether {@code id} is being handled here. */
  boolean holds(String id) {
    return lanes.snapshot().stream().anyMatch(item -> item.envelope().id().equals(id));
  }

  /** Runs a dead letter again, behind what is in flight for its key. */
  public CompletableFuture<Verdict> replay(Delivery delivery, Replay.Origin origin) {
    Replay replay = Replay.of(origin);
    Item item = intake.admit(delivery, replay);
    if (item == null) {
      replay.outcome().complete(Verdict.IGNORED);
      return replay.outcome();
    }
    if (!lanes.offer(item)) {
      replay.outcome().complete(Verdict.RELEASED);
      return replay.outcome();
    }
    ledger.received(1);
    proceed();
    return replay.outcome();
  }

  /** A person has dropped parked messages of this channel. */
  public void discarded(int count) {
    ledger.discarded(count);
  }

  /** Polls no more; what is queued and not begun is handed back. */
  public void stop() {
    synchronized (this) {
      stopped = true;
    }
    leases.close();
    settler.release(lanes.close());
  }

  /**
   * Waits for what still runs, then closes the source; what is not settled then is handed out
   * again.
   *
   * @return whether everything was settled within {@code millis}
   */
  public boolean close(long millis) throws InterruptedException {
    boolean settled = lanes.awaitEmpty(millis);
    settler.close();
    source.close();
    return settled;
  }

  /** Runs what is ready and polls for what fits. */
  private void proceed() {
    for (List<Item> batch = lanes.take(); !batch.isEmpty(); batch = lanes.take()) {
      List<Item> taken = batch;
      engine.scheduler().execute(() -> run(taken));
    }
    synchronized (this) {
      if (polling || stopped || lanes.free() == 0) {
        return;
      }
      polling = true;
    }
    engine.scheduler().execute(this::poll);
  }

  private void poll() {
    Duration pause = Duration.ZERO;
    try {
      Instant start = engine.clock().instant();
      List<Delivery> deliveries = source.poll(Math.max(1, lanes.free()), WAIT);
      if (deliveries.isEmpty()) {
        boolean waited = start.plus(PAUSE).isBefore(engine.clock().instant());
        pause = waited ? Duration.ZERO : PAUSE;
      } else {
        admit(deliveries);
      }
      synchronized (this) {
        emptyPolls += deliveries.isEmpty() ? 1 : 0;
      }
    } catch (RuntimeException trouble) {
      if (!isStopped()) {
        engine.observer().trouble("poll of " + spec.channel() + " for " + spec.group(), trouble);
      }
      pause = TROUBLE;
    }
    synchronized (this) {
      polling = false;
      if (stopped) {
        return;
      }
    }
    if (pause.isZero()) {
      proceed();
    } else {
      engine.scheduler().schedule(pause, this::proceed);
    }
  }

  private void admit(List<Delivery> deliveries) {
    List<Settlement> ignored = new ArrayList<>();
    List<Item> late = new ArrayList<>();
    int count = 0;
    for (Delivery delivery : deliveries) {
      Item item = intake.admit(delivery, null);
      if (item == null) {
        ignored.add(new Settlement(delivery, Verdict.IGNORED));
      } else {
        count++;
        if (!lanes.offer(item)) {
          late.add(item);
        }
      }
    }
    ledger.received(count);
    engine.observer().received(spec, count);
    if (!ignored.isEmpty()) {
      settler.settle(ignored);
    }
    if (!late.isEmpty()) {
      // Polled while the instance was being closed.
      settler.release(late);
    }
  }

  private void run(List<Item> batch) {
    BatchResult result;
    try {
      result = runner.run(batch, settler::settleFirst);
    } catch (Throwable bug) {
      // Nothing may leave a lane stuck: what has no result is tried again.
      engine.observer().trouble("pipeline of " + spec.group(), bug);
      result = new BatchResult();
      for (Item item : batch) {
        if (result.mustWait(item)) {
          result.giveBack(item);
        } else {
          result.hold(item, TROUBLE);
        }
      }
    }
    report(result);
    if (isStopped()) {
      List<Item> unfinished = new ArrayList<>(result.givenBack());
      result.held().forEach(held -> unfinished.add(held.item()));
      settler.release(unfinished);
      unfinished.forEach(lanes::done);
    } else {
      result.givenBack().forEach(Item::rest);
      lanes.giveBack(result.givenBack());
      for (BatchResult.Held held : result.held()) {
        held.item().rest();
        ledger.retry();
        lanes.hold(held.item());
        engine
            .scheduler()
            .schedule(
                held.delay(),
                () -> {
                  lanes.wake(held.item());
                  proceed();
                });
      }
    }
    lanes.ended(batch);
    settler.end(result.ended());
    proceed();
  }

  private void report(BatchResult result) {
    for (BatchResult.Ended ended : result.ended()) {
      Item item = ended.item();
      MessageEvent event = item.event(spec.group(), spec.channel());
      switch (ended.verdict()) {
        case EFFECT -> {
          Instant sentAt = item.delivery().sentAt();
          engine.observer().effect(event, Duration.between(sentAt, engine.clock().instant()));
        }
        case DUPLICATE -> {
          engine.observer().duplicate(event);
        }
        default -> {
          // The runner has told of what it dropped or sent to the dead-letter channel.
        }
      }
    }
  }

  private void lost(List<Item> items) {
    ledger.released(items.size());
    items.forEach(item -> engine.observer().released(item.event(spec.group(), spec.channel())));
    proceed();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }
}
