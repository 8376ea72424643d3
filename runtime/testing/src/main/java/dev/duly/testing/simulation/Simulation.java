/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.Downstream;
import dev.duly.runtime.Duly;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecProvider;
import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.execution.Contracts;
import dev.duly.runtime.execution.Wirings;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.InMemoryStore;
import dev.duly.testing.InMemoryTransport;
import dev.duly.testing.Trace;
import dev.duly.testing.simulation.Checker.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs handlers twice: once where nothing goes wrong, once where everything may, and compares how
 * both ended. Everything that goes wrong follows from the seed: the same seed gives the same run.
 *
 * <pre>{@code
 * new Simulation(42)
 *     .handlers(Billing::new)
 *     .deliver(new OrderPlaced("A-1", "ann", 1999), new OrderPlaced("A-2", "bob", 500))
 *     .run();
 * }</pre>
 *
 * <p>Handlers must keep their state in the transaction, an {@code InMemoryTransaction}: what they
 * keep in fields dies with their process. A handler whose outcome depends on more than its message
 * and its rows, as on the clock, cannot be compared.
 */
public final class Simulation {
  private final long seed;
  private final RandomGenerator random;
  private final List<Supplier<?>> handlers = new ArrayList<>();
  private final List<Object> messages = new ArrayList<>();
  private final List<CrashPoint> planned = new ArrayList<>();
  private Function<Environment, List<Subscription<?>>> written = process -> List.of();
  private @Nullable Function<Environment, List<Subscription<?>>> broken;
  private Set<Fault> faults = EnumSet.allOf(Fault.class);
  private @Nullable Codec codec;
  private int processes = 2;
  private Duration limit = Duration.ofHours(1);
  private Supplier<Decoration> decoration = () -> Decoration.NONE;
  private final List<Predicate<Duly>> calls = new ArrayList<>();
  private Predicate<Duly> operator = duly -> false;
  private @Nullable FinalState calm;
  private @Nullable World world;

  /** A simulation with every fault, drawn from {@code seed}. */
  public Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed ^ 0x5DEECE66DL);
  }

  /** Objects with {@code @MessageHandler} methods, made anew for each process. */
  public Simulation handlers(Supplier<?>... perProcess) {
    handlers.addAll(List.of(perProcess));
    return this;
  }

  /** Subscriptions written by hand, made anew for each process. */
  public Simulation subscriptions(Function<Environment, List<Subscription<?>>> perProcess) {
    written = perProcess;
    return this;
  }

  /** Messages another system sends, in this order. */
  public Simulation deliver(Object... some) {
    messages.addAll(List.of(some));
    return this;
  }

  /** What may go wrong. Default: everything. */
  public Simulation faults(Set<Fault> some) {
    faults = some.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(some);
    return this;
  }

  /** Where processes die, besides chance. */
  public Simulation crash(CrashPoint... points) {
    planned.addAll(List.of(points));
    return this;
  }

  /** How messages become bytes. Default: the one codec on the class path. */
  public Simulation codec(Codec value) {
    codec = value;
    return this;
  }

  /** How many processes run at a time where things go wrong. Default: 2. */
  public Simulation processes(int value) {
    processes = value;
    return this;
  }

  /** How much virtual time there is for everything to be done. Default: an hour. */
  public Simulation limit(Duration value) {
    limit = value;
    return this;
  }

  /** What stands between the processes and their ports where things go wrong. */
  public Simulation decorate(Supplier<Decoration> perRun) {
    decoration = perRun;
    return this;
  }

  /** Other subscriptions where things go wrong: how a test breaks a handler on purpose. */
  public Simulation breakHandlers(Function<Environment, List<Subscription<?>>> perProcess) {
    broken = perProcess;
    return this;
  }

  /**
   * Who acts from outside whenever nothing is left to do, and says whether he did something; as
   * replaying dead letters.
   */
  public Simulation operator(Predicate<Duly> value) {
    operator = value;
    return this;
  }

  /**
   * Calls by threads of the application beside the handlers, as of a guarded object that {@link
   * Duly#guard} gives. Each is made again, at any process and perhaps while it is still under way,
   * until it says that it has its answer. There is none where it throws a {@code DulyException} or
   * its process dies in it.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Simulation call(Predicate<Duly>... untilAnswered) {
    calls.addAll(List.of(untilAnswered));
    return this;
  }

  /** What everything follows from. */
  public long seed() {
    return seed;
  }

  /** Chance for the test itself, as for what it delivers; follows from the seed. */
  public RandomGenerator random() {
    return random;
  }

  /**
   * Runs, and insists that it ended as without faults.
   *
   * @throws SimulationFailure saying what differs, the seed, and what happened
   */
  public void run() {
    List<Violation> violations = explore();
    if (!violations.isEmpty()) {
      throw new SimulationFailure(seed, violations, trace());
    }
  }

  /** Runs, and says what differs from the run without faults. */
  public List<Violation> explore() {
    Function<Environment, List<Subscription<?>>> unbroken = subscriptions();
    List<Subscription<?>> declared = unbroken.apply(NowhereYet.INSTANCE);
    Contracts contracts = wirings().contracts(declared);
    Setup setup = setup(declared, broken == null ? unbroken : broken);
    FinalState due = calm;
    if (due == null) {
      due = new World(setup.calm(unbroken), seed, contracts).run();
      calm = due;
    }
    if (!due.unfinished().isEmpty()) {
      throw new IllegalStateException(
          "without any fault the run does not come to its end: " + due.unfinished());
    }
    World stormy = new World(setup, seed, contracts);
    world = stormy;
    FinalState is = stormy.run();
    Set<FinalState.Letter> dead = new LinkedHashSet<>(due.dead());
    dead.addAll(stormy.poison());
    return new Checker(
            new FinalState(
                due.tables(),
                due.effects(),
                dead,
                due.published(),
                due.parked(),
                due.dropped(),
                List.of()),
            promises(declared))
        .check(is);
  }

  /** The calls of the last run. */
  public Trace trace() {
    return last().trace();
  }

  /** The store after the last run. */
  public InMemoryStore store() {
    return last().store();
  }

  /** The broker after the last run. */
  public InMemoryTransport transport() {
    return last().transport();
  }

  private World last() {
    World last = world;
    if (last == null) {
      throw new IllegalStateException("nothing has run yet");
    }
    return last;
  }

  private Setup setup(
      List<Subscription<?>> declared, Function<Environment, List<Subscription<?>>> perProcess) {
    return new Setup(
        declared,
        perProcess,
        codec(),
        List.copyOf(messages),
        faults,
        List.copyOf(planned),
        processes,
        limit,
        decoration.get(),
        List.copyOf(calls),
        operator);
  }

  private Function<Environment, List<Subscription<?>>> subscriptions() {
    Wirings wirings = wirings();
    return process -> {
      List<Subscription<?>> all = new ArrayList<>(written.apply(process));
      handlers.forEach(handler -> all.addAll(wirings.subscriptions(handler.get())));
      return all;
    };
  }

  private static Wirings wirings() {
    return new Wirings(ServiceLoader.load(ModuleIndex.class));
  }

  private Codec codec() {
    Codec chosen = codec;
    if (chosen == null) {
      chosen =
          ServiceLoader.load(CodecProvider.class)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException("no codec is on the class path: add duly-jackson"))
              .create(Limits.DEFAULT);
      codec = chosen;
    }
    return chosen;
  }

  private static Promise promise(GuardPolicy guard) {
    EffectPolicy effect = guard.effect();
    boolean once =
        guard.mode() == GuardPolicy.Mode.TRANSACTION
            || (effect != null && effect.downstream() != Downstream.NONE);
    return once ? Promise.ONCE : Promise.AT_LEAST_ONCE;
  }

  private static Map<String, Promise> promises(List<Subscription<?>> subscriptions) {
    Map<String, Promise> promises = new HashMap<>();
    for (Subscription<?> subscription : subscriptions) {
      Promise promise =
          switch (subscription.delivery()) {
            case AT_MOST_ONCE -> Promise.AT_MOST_ONCE;
            default -> promise(subscription.guard());
          };
      promises.put(
          subscription.group().id() + "/" + subscription.message().type().channel(), promise);
    }
    return promises;
  }
}
