/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

/** What became of a delivery. */
public enum Verdict {
  /** The handler's effect is committed; at most once: the handler is about to run. */
  EFFECT,
  /** Recognised by the guard. */
  DUPLICATE,
  /** Confirmed by the dead-letter channel. */
  DEAD,
  /** Stored in the parking: dead, or behind a dead one of its key. */
  PARKED,
  /** At most once, and failed. */
  DROPPED,
  /** Declared for the channel, but this group has no handler for it. */
  IGNORED,
  /** Not done: hand it out again. */
  RELEASED
}
