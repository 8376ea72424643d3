/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.visibility;

import java.util.concurrent.atomic.LongAdder;

/**
 * The books of one group since this instance started. Every delivery that was received is in
 * exactly one of the other accounts: {@code received = effects + duplicates + dead + dropped +
 * released + parked + in flight}.
 */
public final class Ledger {
  private final LongAdder received = new LongAdder();
  private final LongAdder effects = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder dead = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder released = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private final LongAdder retries = new LongAdder();

  /** One page of the books. */
  public record Page(
      long received,
      long effects,
      long duplicates,
      long dead,
      long dropped,
      long released,
      long parked,
      long inFlight,
      long retries) {

    /** Two pages together. */
    public Page plus(Page other) {
      return new Page(
          received + other.received,
          effects + other.effects,
          duplicates + other.duplicates,
          dead + other.dead,
          dropped + other.dropped,
          released + other.released,
          parked + other.parked,
          inFlight + other.inFlight,
          retries + other.retries);
    }

    /** Whether every delivery is accounted for. */
    public boolean balances() {
      return received == effects + duplicates + dead + dropped + released + parked + inFlight;
    }
  }

  public void received(long count) {
    received.add(count);
  }

  public void effect() {
    effects.increment();
  }

  public void duplicate() {
    duplicates.increment();
  }

  public void dead() {
    dead.increment();
  }

  public void dropped() {
    dropped.increment();
  }

  public void released(long count) {
    released.add(count);
  }

  public void parked() {
    parked.increment();
  }

  /** A person has dropped parked messages: each counts as received once more, and as dropped. */
  public void discarded(long count) {
    received.add(count);
    dropped.add(count);
  }

  public void retry() {
    retries.increment();
  }

  /** The page with {@code inFlight} counted by the lanes; exact once nothing moves. */
  public Page page(long inFlight) {
    return new Page(
        received.sum(),
        effects.sum(),
        duplicates.sum(),
        dead.sum(),
        dropped.sum(),
        released.sum(),
        parked.sum(),
        inFlight,
        retries.sum());
  }
}
