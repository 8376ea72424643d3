/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

/**
 * A broken promise.
 *
 * @param kind which one
 * @param detail where, and what
 */
public record Violation(Kind kind, String detail) {

  /** Which promise. */
  public enum Kind {
    /** An effect that happens without faults did not happen. */
    LOST,
    /** An effect happened more often than without faults. */
    DUPLICATED,
    /** An effect happened that does not without faults. */
    PHANTOM,
    /** Effects of one partition key happened in another order. */
    OUT_OF_ORDER,
    /** A message that cannot be handled is not in the dead-letter channel as it was. */
    DEAD_LETTER_MISSING,
    /** A message is in the dead-letter channel that can be handled. */
    DEAD_LETTER_UNDESERVED,
    /** A message that should wait in the parking does not. */
    PARKED_MISSING,
    /** A message waits in the parking that need not. */
    PARKED_UNDESERVED,
    /** The rows of the store differ from those without faults. */
    STATE_DIFFERS,
    /** Work is left that nobody does, within the limit of virtual time. */
    STUCK
  }

  @Override
  public String toString() {
    return kind + " " + detail;
  }
}
