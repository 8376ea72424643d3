/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.observed;

/** What is counted for each group. */
public enum Gauge {
  /** Deliveries that are over: effects, duplicates and dead ones. */
  ENDED,
  /** Runs that failed and are repeated. */
  RETRIES
}
