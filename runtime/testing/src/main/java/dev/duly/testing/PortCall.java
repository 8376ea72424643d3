/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

/** The calls of the ports to brokers and to state at which {@link Faults} can strike. */
public enum PortCall {
  PROVISION,
  OPEN,
  POLL,
  SETTLE,
  RENEW,
  SEND,
  BROWSE,
  FIND,
  REMOVE,
  LOCATE,
  PREPARE,
  BEGIN,
  CLAIM,
  REFUSE,
  REPLY,
  ENQUEUE,
  COMMIT,
  OUTBOX,
  REMOVE_FROM_OUTBOX,
  OUTCOME,
  RECORD_ATTEMPT,
  CLEAR_ATTEMPTS,
  ACQUIRE,
  RENEW_EFFECT,
  RELEASE_EFFECT,
  EFFECT_STATE,
  CONCLUDE,
  PARKED,
  PARK,
  PARK_BEHIND,
  RELEASE_PARKED,
  LIST_PARKED,
  PARKED_AGAIN,
  DROP_PARKED,
  PARKED_STATE,
  /** What a handler in mode EFFECT calls; not a port of Duly. */
  CALL
}
