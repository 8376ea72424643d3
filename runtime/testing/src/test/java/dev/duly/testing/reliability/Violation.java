/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

/** A broken promise. */
record Violation(Kind kind, String detail) {
  enum Kind {
    /** An effect that should have happened did not. */
    LOST,
    /** An effect happened more than once. */
    DUPLICATED,
    /** An effect happened that should not have. */
    PHANTOM,
    /** Effects of one key happened in another order than sent. */
    OUT_OF_ORDER,
    /** A message that could not be handled is not in the dead-letter channel as it was. */
    DEAD_LETTER_MISSING,
    /** Work is left that nobody does. */
    STUCK
  }
}
