/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.DulyException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private boolean evenWithinKeys;
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

  /** Makes a call with whatever is planned for it. */
  <T> T around(PortCall call, Function<String, DulyException> failed, Supplier<T> effect) {
    Rule fault = next(call);
    if (fault == null) {
      return effect.get();
    }
    if (fault.moment == Moment.BEFORE) {
      throw strike(fault, call, failed);
    }
    T answer = effect.get();
    if (fault.moment == Moment.AFTER_REPLY) {
      die();
      return answer;
    }
    throw strike(fault, call, failed);
  }

  void around(PortCall call, Function<String, DulyException> failed, Runnable effect) {
    this.<Boolean>around(
        call,
        failed,
        () -> {
          effect.run();
          return true;
        });
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

  private DulyException strike(Rule fault, PortCall call, Function<String, DulyException> failed) {
    String where = call + " " + fault.moment;
    if (fault.fatal) {
      die();
      throw new SimulatedCrash(where);
    }
    return failed.apply(where);
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
