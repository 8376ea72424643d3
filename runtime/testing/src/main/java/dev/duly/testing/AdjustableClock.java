/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. In UTC; safe for use by many threads. */
public final class AdjustableClock extends Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  /** A clock that stands at the start of 2026. */
  public AdjustableClock() {
    this(START);
  }

  /** A clock that stands at {@code now}. */
  public AdjustableClock(Instant now) {
    this(new AtomicReference<>(now), ZoneOffset.UTC);
  }

  private AdjustableClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Moves the clock; backwards if {@code step} is negative. */
  public void advance(Duration step) {
    now.updateAndGet(before -> before.plus(step));
  }

  /** Sets the clock. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock seen from another zone: both move together. */
  @Override
  public Clock withZone(ZoneId other) {
    return new AdjustableClock(now, other);
  }
}
