/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

/** What the parking knows of a message. */
public enum ParkedState {
  /** It waits. */
  WAITS,
  /** It was dropped. */
  DROPPED
}
