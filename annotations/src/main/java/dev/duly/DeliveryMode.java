/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

/** How often a handler may run for one message. */
public enum DeliveryMode {
  /**
   * Until it succeeded once; a crash may run it again. With a guard the effect still happens once.
   */
  AT_LEAST_ONCE,
  /** Settled first, then run once at most, never retried: for metrics and telemetry. */
  AT_MOST_ONCE,
  /** Effect, outgoing messages and dedupe row in one transaction; needs a transactional store. */
  EXACTLY_ONCE
}
