/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

/**
 * How much a group does at a time on one channel, as declared by {@code @Concurrency}.
 *
 * @param lanes handlers running at a time
 * @param inFlight messages polled and not yet settled
 * @param batch messages that may share one transaction
 */
public record ConcurrencyPolicy(int lanes, int inFlight, int batch) {
  public static final ConcurrencyPolicy DEFAULT = new ConcurrencyPolicy(16, 50, 100);

  public ConcurrencyPolicy {
    if (lanes < 1 || inFlight < 1 || batch < 1) {
      throw new IllegalArgumentException("lanes, inFlight and batch must be 1 or more");
    }
  }
}
