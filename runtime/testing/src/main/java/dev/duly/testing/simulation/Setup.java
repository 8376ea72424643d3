/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.Duly;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.topology.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is simulated.
 *
 * @param declared the handlers as they should be
 * @param subscriptions makes those of one process
 * @param messages what is sent, in order
 * @param faults what may go wrong
 * @param planned where processes are to die, besides chance
 * @param processes how many run at a time
 * @param limit how much virtual time the run may take
 * @param calls made from outside, each until it says that it has its answer
 * @param operator acts when nothing is left to do; says whether it did something
 */
record Setup(
    List<Subscription<?>> declared,
    Function<Environment, List<Subscription<?>>> subscriptions,
    Codec codec,
    List<Object> messages,
    Set<Fault> faults,
    List<CrashPoint> planned,
    int processes,
    Duration limit,
    Decoration decoration,
    List<Predicate<Duly>> calls,
    Predicate<Duly> operator) {

  /** The same without anything that goes wrong. */
  Setup calm(Function<Environment, List<Subscription<?>>> unbroken) {
    return new Setup(
        declared,
        unbroken,
        codec,
        messages,
        Set.of(),
        List.of(),
        1,
        limit,
        Decoration.NONE,
        calls,
        operator);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
