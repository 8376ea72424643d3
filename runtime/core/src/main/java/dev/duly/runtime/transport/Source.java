/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The messages of one channel for one group. {@link #poll} is called by one thread at a time, the
 * rest by many.
 */
public interface Source extends AutoCloseable {

  /**
   * Hands out up to {@code max} messages, waiting up to {@code wait} for the first. Messages of one
   * partition key come in the order of the channel, and none while an earlier one of its key is
   * with another holder.
   *
   * @throws dev.duly.runtime.TransportException if the broker did not answer; what it may have
   *     handed out unseen comes again with the next poll, before anything later of its partition
   *     key
   */
  List<Delivery> poll(int max, Duration wait);

  /**
   * Settles deliveries; returns when the broker has taken it.
   *
   * @throws dev.duly.runtime.TransportException if it did not; safe to call again
   */
  void settle(Collection<Settlement> settlements);

  /**
   * Renews the leases of deliveries.
   *
   * @return those whose lease was already lost
   * @throws dev.duly.runtime.TransportException if the broker did not answer
   */
  List<Delivery> renew(Collection<Delivery> deliveries);

  /** Ends a waiting {@link #poll}; unsettled deliveries are handed out again. */
  @Override
  void close();
}
