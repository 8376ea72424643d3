/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import dev.duly.runtime.transport.DeliveryState;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a message stands.
 *
 * @param overall for all its groups together
 * @param byGroup for each group that is known to have it
 */
public record MessageStatus(State overall, Map<String, DeliveryState> byGroup) {

  /** Where a message stands for all its groups together. */
  public enum State {
    /** Nothing is known of it: never published, or longer ago than is remembered. */
    UNKNOWN,
    /** At least one group has not begun. */
    PENDING,
    /** At least one group is at it, and none is behind. */
    RUNNING,
    /** Every group is done. */
    DONE,
    /** At least one group has given it up to the dead-letter channel. */
    DEAD,
    /** At least one group keeps it waiting behind a dead one. */
    PARKED
  }

  public MessageStatus {
    byGroup = Map.copyOf(byGroup);
  }

  /** The worst of the groups' states is the state of the message. */
  public static MessageStatus of(Map<String, DeliveryState> byGroup) {
    State overall;
    if (byGroup.isEmpty()) {
      overall = State.UNKNOWN;
    } else if (byGroup.containsValue(DeliveryState.DEAD)) {
      overall = State.DEAD;
    } else if (byGroup.containsValue(DeliveryState.PARKED)) {
      overall = State.PARKED;
    } else if (byGroup.containsValue(DeliveryState.PENDING)) {
      overall = State.PENDING;
    } else if (byGroup.containsValue(DeliveryState.RUNNING)) {
      overall = State.RUNNING;
    } else {
      overall = State.DONE;
    }
    return new MessageStatus(overall, new TreeMap<>(byGroup));
  }
}
