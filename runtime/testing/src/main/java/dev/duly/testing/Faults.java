/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.DulyException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What shall go wrong at the ports of one process, and when. The same seed and the same calls give
 * the same faults.
 *
 * <pre>{@code
 * Faults faults = new Faults(new Random(42))
 *     .crash(PortCall.COMMIT, 3, Moment.AFTER_EFFECT)   // the third commit happens, nobody hears of it
 *     .failAtRandom(0.01)
 *     .duplicate(0.2)
 *     .reorder(0.1);
 * Duly duly = Duly.builder()
 *     .transport(new FaultyTransport(transport, faults))
 *     .store(new FaultyStore(store, faults))…
 * }</pre>
 *
 * <p>After a crash every call of both ports throws a {@link SimulatedCrash} and does nothing. The
 * test then crashes transport and store, forgets the tasks of the scheduler, and starts the next
 * process with faults of its own. Safe for use by many threads.
 */
public final class Faults {
  private final RandomGenerator random;
  private final List<Rule> rules = new ArrayList<>();
  private final Map<PortCall, Integer> counts = new EnumMap<>(PortCall.class);
  private double failure;
  private double duplicate;
  private double reorder;
  private double delay;
  private boolean evenWithinKeys;
  private @Nullable Trace trace;
  private String process = "";
  private Consumer<PortCall> meanwhile = call -> {};
  private long calls;
  private boolean crashed;

  /** When a fault strikes. */
  public enum Moment {
    /** The call does nothing. */
    BEFORE,
    /** The call does its work, but the caller never learns of it. */
    AFTER_EFFECT,
    /** The caller has its answer; for crashes only. */
    AFTER_REPLY
  }

  /** A plan without faults that draws from {@code random}. */
  public Faults(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The {@code nth} call (from 1) of {@code call} fails with the exception its port declares.
   *
   * @throws IllegalArgumentException for {@link Moment#AFTER_REPLY}: a call that has answered
   *     cannot fail
   */
  public Faults fail(PortCall call, int nth, Moment moment) {
    if (moment == Moment.AFTER_REPLY) {
      throw new IllegalArgumentException("a call that has answered cannot fail");
    }
    return add(new Rule(call, nth, moment, false));
  }

  /** The process dies at the {@code nth} call (from 1) of {@code call}. */
  public Faults crash(PortCall call, int nth, Moment moment) {
    return add(new Rule(call, nth, moment, true));
  }

  /** The process dies at its {@code nth} call (from 1) of any kind. */
  public Faults crash(long nth, Moment moment) {
    return add(new Rule(null, nth, moment, true));
  }

  /** Each call fails with this probability, half of them after their effect. */
  public synchronized Faults failAtRandom(double probability) {
    failure = probability;
    return this;
  }

  /** Each message that is sent is sent twice with this probability. */
  public synchronized Faults duplicate(double probability) {
    duplicate = probability;
    return this;
  }

  /**
   * Each poll mixes up what it hands out with this probability; messages of one partition key stay
   * in order.
   */
  public synchronized Faults reorder(double probability) {
    reorder = probability;
    return this;
  }

  /** As {@link #reorder}, within a partition key too: a broker that breaks its promise. */
  public synchronized Faults reorderWithinKeys(double probability) {
    evenWithinKeys = true;
    return reorder(probability);
  }

  /** Each poll finds nothing with this probability, whatever there is. */
  public synchronized Faults delay(double probability) {
    delay = probability;
    return this;
  }

  /**
   * Runs {@code action} at every call, before its effect and again before its answer: what other
   * threads and processes do in the meantime.
   */
  public synchronized Faults meanwhile(Consumer<PortCall> action) {
    meanwhile = action;
    return this;
  }

  /** Writes every call and its outcome into {@code target}, as done by {@code name}. */
  public synchronized Faults trace(Trace target, String name) {
    trace = target;
    process = name;
    return this;
  }

  /** Nothing goes wrong by chance any more; what is planned for a certain call still does. */
  public synchronized void calm() {
    failure = 0;
    duplicate = 0;
    reorder = 0;
    delay = 0;
    meanwhile = call -> {};
  }

  /** The process dies now; for code that is to kill it: {@code throw faults.die("…")}. */
  public synchronized SimulatedCrash die(String where) {
    crashed = true;
    note(where, "crashed");
    return new SimulatedCrash(where);
  }

  /** Whether the process is dead. */
  public synchronized boolean crashed() {
    return crashed;
  }

  /** How many calls of any kind were made: the places where a crash can be put. */
  public synchronized long calls() {
    return calls;
  }

  /** How often {@code call} was made. */
  public synchronized int calls(PortCall call) {
    return counts.getOrDefault(call, 0);
  }

  /**
   * Makes a call with whatever is planned for it.
   *
   * @param what the arguments, for the trace
   * @param told the answer, for the trace
   */
  <T> T around(
      PortCall call,
      Supplier<String> what,
      Function<String, DulyException> failed,
      Supplier<T> effect,
      Function<T, String> told) {
    Rule fault = next(call);
    letOthersRun(call);
    if (fault != null && fault.moment == Moment.BEFORE) {
      throw strike(fault, call, what, failed);
    }
    T answer;
    try {
      answer = effect.get();
    } catch (RuntimeException e) {
      note(call + what.get(), "threw " + e.getClass().getSimpleName());
      throw e;
    }
    letOthersRun(call);
    if (fault == null || fault.moment == Moment.AFTER_REPLY) {
      note(call + what.get(), told.apply(answer));
    }
    if (fault == null) {
      return answer;
    }
    if (fault.moment == Moment.AFTER_REPLY) {
      die();
      note(call.toString(), "crashed AFTER_REPLY");
      return answer;
    }
    throw strike(fault, call, what, failed);
  }

  /**
   * Makes a call with the faults that are planned for it.
   *
   * @param what what the trace shows of it
   * @param failed the failure of a call that is to fail
   */
  public void around(
      PortCall call,
      Supplier<String> what,
      Function<String, DulyException> failed,
      Runnable effect) {
    this.<Boolean>around(
        call,
        what,
        failed,
        () -> {
          effect.run();
          return true;
        },
        done -> "ok");
  }

  synchronized boolean delays() {
    return delay > 0 && random.nextDouble() < delay;
  }

  synchronized boolean duplicates() {
    return duplicate > 0 && random.nextDouble() < duplicate;
  }

  synchronized boolean reorders() {
    return reorder > 0 && random.nextDouble() < reorder;
  }

  synchronized boolean keepsOrderOfKeys() {
    return !evenWithinKeys;
  }

  synchronized int draw(int bound) {
    return random.nextInt(bound);
  }

  private synchronized Faults add(Rule rule) {
    rules.add(rule);
    return this;
  }

  private synchronized @Nullable Rule next(PortCall call) {
    if (crashed) {
      throw new SimulatedCrash("the process is dead: " + call);
    }
    calls++;
    int count = counts.merge(call, 1, Integer::sum);
    for (Rule rule : rules) {
      if (rule.strikes(call, count, calls)) {
        return rule;
      }
    }
    if (failure > 0 && random.nextDouble() < failure) {
      return new Rule(
          call, count, random.nextBoolean() ? Moment.BEFORE : Moment.AFTER_EFFECT, false);
    }
    return null;
  }

  private DulyException strike(
      Rule fault, PortCall call, Supplier<String> what, Function<String, DulyException> failed) {
    String where = call + " " + fault.moment;
    note(call + what.get(), (fault.fatal ? "crashed " : "failed ") + fault.moment);
    if (fault.fatal) {
      die();
      throw new SimulatedCrash(where);
    }
    return failed.apply(where);
  }

  private void letOthersRun(PortCall call) {
    Consumer<PortCall> others;
    synchronized (this) {
      others = meanwhile;
    }
    others.accept(call);
    if (crashed()) {
      throw new SimulatedCrash("the process died in the meantime: " + call);
    }
  }

  private synchronized void note(String what, String outcome) {
    if (trace != null) {
      trace.add(process, what + " -> " + outcome);
    }
  }

  private synchronized void die() {
    crashed = true;
  }

  private record Rule(@Nullable PortCall call, long nth, Moment moment, boolean fatal) {
    private boolean strikes(PortCall made, int count, long all) {
      return call == null ? nth == all : call == made && nth == count;
    }
  }
}
