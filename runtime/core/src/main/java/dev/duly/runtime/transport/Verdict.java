/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

/** What became of a delivery. */
public enum Verdict {
  /** The handler's effect is committed. */
  EFFECT,
  /** Recognised by the guard. */
  DUPLICATE,
  /** Confirmed by the dead-letter channel. */
  DEAD,
  /** At most once, and failed. */
  DROPPED,
  /** Not done: hand it out again. */
  RELEASED
}
