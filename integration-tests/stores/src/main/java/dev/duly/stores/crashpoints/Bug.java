/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

/** What is wrong with a life: the comparison has to notice it. */
public enum Bug {
  NONE,
  /** What is polled is settled at once. */
  SETTLES_EARLY,
  /** Bookings are not guarded. */
  NO_GUARD
}
