/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared {@code @Retry}. */
public record RetryModel(
    Declared<Integer> attempts,
    DurationText initial,
    Declared<Double> multiplier,
    DurationText max,
    Declared<Double> jitter,
    List<TypeRef> on,
    List<TypeRef> notOn,
    Place place) {

  /** The waits of the default schedule, with the largest jitter. */
  public static final Duration DEFAULT_WAITS = Duration.ofMillis(31_000 * 12 / 10);

  /** The attempts of the default schedule. */
  public static final int DEFAULT_ATTEMPTS = 6;

  /** All waits together with the largest jitter; null if a part of it is malformed. */
  public @Nullable Duration longestWaits() {
    Duration first = initial.value();
    Duration longest = max.value();
    if (first == null || longest == null) {
      return null;
    }
    double millis = 0;
    double wait = (double) first.toMillis();
    for (int retry = 1; retry < attempts.value() && retry < 1_000; retry++) {
      millis += Math.min(wait, (double) longest.toMillis());
      wait *= multiplier.value();
    }
    return Duration.ofMillis((long) (millis * (1 + jitter.value())));
  }
}
