/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyException;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.Faults;
import dev.duly.testing.FaultyStore;
import dev.duly.testing.FaultyTransport;
import dev.duly.testing.SimulatedCrash;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One life of one process. */
final class SimulatedProcess implements Environment {
  private final int life;
  private final String name;
  private final Faults faults;
  private final ProcessScheduler scheduler;
  private final SteppingClock clock;
  private final BrokerConnection broker;
  private final StoreConnection store;
  private @Nullable Duly duly;

  SimulatedProcess(
      int life,
      String name,
      Faults faults,
      ProcessScheduler scheduler,
      SteppingClock clock,
      BrokerConnection broker,
      StoreConnection store) {
    this.life = life;
    this.name = name;
    this.faults = faults;
    this.scheduler = scheduler;
    this.clock = clock;
    this.broker = broker;
    this.store = store;
  }

  /** Starts; a start that fails ends the process, as it would end a main method. */
  void start(List<Subscription<?>> subscriptions, Setup setup, RandomGenerator random) {
    Transport transport = new FaultyTransport(broker, faults);
    Store state = new FaultyStore(store, faults);
    Decoration decoration = setup.decoration();
    try {
      duly =
          Duly.builder()
              .subscriptions(subscriptions.toArray(new Subscription<?>[0]))
              .transport(decoration.transport(transport, state, this))
              .store(decoration.store(state, transport, this))
              .codec(setup.codec())
              .scheduler(scheduler)
              .clock(clock)
              .random(random)
              .instance(name)
              .grace(Duration.ZERO)
              .start();
    } catch (DulyException failedStart) {
      var unused = faults.die("START " + failedStart.id());
    } catch (SimulatedCrash crash) {
      // Dead; whoever asks the faults learns it.
    }
  }

  /** Does something at the process from outside; if that kills it, so be it. */
  boolean with(Predicate<Duly> action) {
    Duly running = duly;
    try {
      return running != null && action.test(running);
    } catch (SimulatedCrash crash) {
      return true;
    } catch (DulyException trouble) {
      return true;
    }
  }

  /** Asks from outside; whether there is an answer. */
  boolean answers(Predicate<Duly> ask) {
    Duly running = duly;
    try {
      return running != null && !isDead() && ask.test(running);
    } catch (SimulatedCrash | DulyException none) {
      return false;
    } catch (IllegalStateException busy) {
      // Its one thread is inside a handler that waits: a process has other threads for this.
      return false;
    }
  }

  /** Ends in good order. */
  void close() {
    Duly running = duly;
    if (running != null) {
      try {
        running.close();
      } catch (SimulatedCrash crash) {
        // Died while it was closing.
      }
    }
  }

  /** What death leaves: nothing runs, and broker and store notice. */
  void bury() {
    scheduler.close();
    broker.drop();
    store.drop();
  }

  boolean isDead() {
    return faults.crashed();
  }

  boolean isIdle() {
    Duly running = duly;
    return running != null
        && running.ledger().values().stream().allMatch(page -> page.inFlight() == 0);
  }

  Faults faults() {
    return faults;
  }

  ProcessScheduler scheduler() {
    return scheduler;
  }

  String name() {
    return name;
  }

  void stepClock(Duration by) {
    clock.step(by);
  }

  @Override
  public int life() {
    return life;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void later(Duration delay, Runnable task) {
    var unused = scheduler.schedule(delay, task);
  }

  @Override
  public SimulatedCrash die(String where) {
    return faults.die(where);
  }
}
