/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

/** How a call to another system stands. */
public enum EffectState {
  /** An attempt was started, and its end is not known. */
  STARTED,
  /** It was done. */
  DONE,
  /** It was refused for good. */
  FAILED,
  /** Nobody knows whether it was done, and it must not be repeated: a person has to look. */
  UNKNOWN
}
