/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.visibility;

import dev.duly.runtime.topology.ConsumerSpec;
import java.time.Duration;
import java.util.List;

/**
 * What happens, as it happens. Called on the thread that does the work: be quick. An observer that
 * throws changes nothing for the message; the exception is logged. Metrics and tracing implement
 * this.
 */
public interface Observer {

  /** An observer that sees nothing. */
  Observer NONE = new Observer() {};

  /** Deliveries were polled. */
  default void received(ConsumerSpec consumer, int count) {}

  /** A handler's effect was committed {@code elapsed} after the transport took the message. */
  default void effect(MessageEvent event, Duration elapsed) {}

  /** A duplicate was recognised. */
  default void duplicate(MessageEvent event) {}

  /** A run failed and will be repeated after {@code delay}. */
  default void retry(MessageEvent event, Throwable failure, Duration delay) {}

  /** A message reached the dead-letter channel, which has confirmed it. */
  default void dead(MessageEvent event, String reason) {}

  /**
   * A message is stored in the parking.
   *
   * @param reason why it is dead; {@code WAITS} for one that only waits behind a dead one
   */
  default void parked(MessageEvent event, String reason) {}

  /** A person has removed parked messages for good. */
  default void discarded(String group, int count, String who, String why) {}

  /** An at-most-once run failed. */
  default void dropped(MessageEvent event, Throwable failure) {}

  /** A message was handed back without an outcome. */
  default void released(MessageEvent event) {}

  /** A run is longer than its deadline. */
  default void overdue(MessageEvent event) {}

  /** Messages left the outbox. */
  default void relayed(int count) {}

  /** Something of the infrastructure failed and is tried again: {@code what} names it. */
  default void trouble(String what, Throwable failure) {}

  /**
   * Which message it is about; holds no payload.
   *
   * @param group the group
   * @param channel the channel
   * @param messageId the declared id; empty where it could not be told
   * @param id the CloudEvents id; empty where it could not be told
   * @param attempt the run, from 1
   */
  record MessageEvent(String group, String channel, String messageId, String id, int attempt) {}

  /** Calls several observers in order. */
  static Observer all(List<Observer> observers) {
    return new CompositeObserver(observers);
  }
}
