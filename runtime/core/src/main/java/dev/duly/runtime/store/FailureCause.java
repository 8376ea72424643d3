/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

/** What made a handler fail, as far as its unit of work can tell. */
public enum FailureCause {
  /** The handler, or something the store knows nothing of: it counts as an attempt. */
  HANDLER,
  /**
   * Another transaction stood in the way, a limit of time or room was met, or the connection broke.
   * The next try may go well; a handler that makes it happen each time must not go on for ever.
   */
  PASSING,
  /** The store takes no writes at the moment, whoever asks. */
  OUTAGE
}
