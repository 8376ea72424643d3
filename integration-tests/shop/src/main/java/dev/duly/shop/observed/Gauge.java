/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.observed;

/** What is counted for each group. */
public enum Gauge {
  /** Deliveries that are over: effects, duplicates and dead ones. */
  ENDED(0),
  /** Runs that failed and are repeated. */
  RETRIES(1);

  private final int slot;

  Gauge(int slot) {
    this.slot = slot;
  }

  /** Its place in a group's row of the file. */
  int slot() {
    return slot;
  }
}
