/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a failed handler is tried again, as declared by {@code @Retry}.
 *
 * @param attempts runs in all, the first included
 * @param initial the wait before the second run
 * @param multiplier what each further wait is multiplied with
 * @param max the longest wait, before jitter
 * @param jitter the random part of each wait, as a share of it, either way
 * @param on only these are tried again; empty for all
 * @param notOn these are not tried again; they win over {@code on}
 */
public record RetryPolicy(
    int attempts,
    Duration initial,
    double multiplier,
    Duration max,
    double jitter,
    List<Class<? extends Throwable>> on,
    List<Class<? extends Throwable>> notOn) {

  /** Five retries after 1 s, 2 s, 4 s, 8 s and 16 s, each ±20 %. */
  public static final RetryPolicy DEFAULT =
      of(6, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(5), 0.2);

  public RetryPolicy {
    if (attempts < 1 || multiplier < 1.0 || jitter < 0.0 || jitter > 1.0) {
      throw new IllegalArgumentException(
          "attempts must be 1 or more, multiplier 1.0 or more, jitter 0.0 to 1.0");
    }
    on = List.copyOf(on);
    notOn = List.copyOf(notOn);
  }

  public static RetryPolicy of(
      int attempts, Duration initial, double multiplier, Duration max, double jitter) {
    return new RetryPolicy(attempts, initial, multiplier, max, jitter, List.of(), List.of());
  }

  public RetryPolicy on(List<Class<? extends Throwable>> types) {
    return new RetryPolicy(attempts, initial, multiplier, max, jitter, types, notOn);
  }

  public RetryPolicy notOn(List<Class<? extends Throwable>> types) {
    return new RetryPolicy(attempts, initial, multiplier, max, jitter, on, types);
  }

  /**
   * Whether a run that failed with {@code failure} as attempt {@code attempt} (from 1) is repeated.
   */
  public boolean retries(int attempt, Throwable failure) {
    return attempt < attempts
        && !(failure instanceof RejectedException)
        && notOn.stream().noneMatch(type -> type.isInstance(failure))
        && (on.isEmpty() || on.stream().anyMatch(type -> type.isInstance(failure)));
  }

  /** The wait after attempt {@code attempt} (from 1) failed. */
  public Duration delayAfter(int attempt, RandomGenerator random) {
    double exact = (double) initial.toMillis() * Math.pow(multiplier, attempt - 1);
    double capped = Math.min(exact, (double) max.toMillis());
    double factor = 1.0 + jitter * (2.0 * random.nextDouble() - 1.0);
    return Duration.ofMillis(Math.round(capped * factor));
  }
}
