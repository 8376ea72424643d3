/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/** Publishes together with the running handler's effect: both happen or neither. */
public interface Outbox {

  /**
   * Publishes {@code message} when the effect commits.
   *
   * @throws IllegalArgumentException if its class is not a declared message
   */
  void publish(Object message);
}
