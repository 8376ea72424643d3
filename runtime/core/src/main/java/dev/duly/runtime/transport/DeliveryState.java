/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

/** Where a message stands for one group. */
public enum DeliveryState {
  PENDING,
  RUNNING,
  DONE,
  DEAD,
  PARKED
}
