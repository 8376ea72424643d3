/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Delivery;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The deliveries of one subscription, shared by the sources of this process. */
interface GroupDeliveries {

  WakeUp wakeUp();

  HandedOut handedOut();

  /** After how many nanoseconds there may be more without a call of {@link #wakeUp}. */
  long lookAgainAfter();

  /** Takes up to {@code max} deliveries; two sources never take the same. */
  List<Delivery> take(Object holder, int max, Duration lease) throws SQLException;

  void settle(Map<Lease, DeliveryTable.Settled> verdicts) throws SQLException;

  /** Says that a source has been closed. */
  default void left() {}
}
