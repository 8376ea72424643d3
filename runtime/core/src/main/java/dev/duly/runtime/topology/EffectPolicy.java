/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import dev.duly.Downstream;
import dev.duly.runtime.RejectedException;
import java.time.Duration;
import java.util.List;

/**
 * What is known of an external call, as declared by {@code @Idempotent(mode = EFFECT)}.
 *
 * @param downstream what the called system does with a repeated call
 * @param lease how long an attempt has its key to itself
 * @param notExecuted failures after which the effect has surely not happened
 * @param refused failures by which the called system has refused for good
 */
public record EffectPolicy(
    Downstream downstream,
    Duration lease,
    List<Class<? extends Throwable>> notExecuted,
    List<Class<? extends Throwable>> refused) {

  /** What a failure says about the effect. */
  public enum Outcome {
    /** It has surely not happened. */
    NOT_EXECUTED,
    /** It has surely not happened, and never will. */
    REFUSED,
    /** It may have happened. */
    IN_DOUBT
  }

  public EffectPolicy {
    if (lease.isZero() || lease.isNegative()) {
      throw new IllegalArgumentException("a lease is longer than zero");
    }
    notExecuted = List.copyOf(notExecuted);
    refused = List.copyOf(refused);
  }

  /** A call of which no failure is declared. */
  public static EffectPolicy of(Downstream downstream, Duration lease) {
    return new EffectPolicy(downstream, lease, List.of(), List.of());
  }

  public EffectPolicy notExecuted(List<Class<? extends Throwable>> types) {
    return new EffectPolicy(downstream, lease, types, refused);
  }

  public EffectPolicy refused(List<Class<? extends Throwable>> types) {
    return new EffectPolicy(downstream, lease, notExecuted, types);
  }

  /** What {@code failure} says: in doubt, unless its type is declared. */
  public Outcome outcomeOf(Throwable failure) {
    if (failure instanceof RejectedException || isOneOf(refused, failure)) {
      return Outcome.REFUSED;
    }
    return isOneOf(notExecuted, failure) ? Outcome.NOT_EXECUTED : Outcome.IN_DOUBT;
  }

  private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable failure) {
    return types.stream().anyMatch(type -> type.isInstance(failure));
  }
}
