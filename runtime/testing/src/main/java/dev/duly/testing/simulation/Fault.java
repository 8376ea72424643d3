/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

/** What may go wrong in a {@link Simulation}. */
public enum Fault {
  /** Messages come twice: at once, or much later. */
  DUPLICATE,
  /** Messages of different partition keys overtake each other. */
  REORDER,
  /** Messages that are there are handed out late. */
  DELAY,
  /** Calls of broker and store fail, half of them after they have done their work. */
  FAIL,
  /** A process dies before a call, after its effect but before its answer, or after its answer. */
  CRASH,
  /** A process is closed in good order and started again. */
  RESTART,
  /** Bytes nobody can read, unknown message ids, forged and malformed headers. */
  POISON,
  /**
   * A call takes long while other threads go on, or a whole process stands still, for longer than
   * its leases too; so the other process takes over.
   */
  SLOW,
  /** The clock of a process jumps either way; the broker's jumps ahead, past leases. */
  CLOCK_STEP
}
