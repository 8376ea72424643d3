/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

/** Why a message is dead. */
public enum DeadReason {
  /** It could not be decoded, broke a limit, or has no declared message id. */
  POISON,
  /** Its last attempt failed. */
  EXHAUSTED,
  /** It failed in a way its {@code @Retry} does not repeat. */
  NOT_RETRYABLE,
  /** Its handler refused it for good. */
  REJECTED,
  /** It is older than the dedupe window: whether it is a duplicate can no longer be told. */
  TOO_OLD,
  /**
   * Its stable time is more than a day in the future: it cannot be filed where a later copy would
   * be looked for. A clock is wrong, or what is declared as its time is another one.
   */
  TOO_NEW,
  /** The process died during each of its attempts. */
  CRASH_LOOP,
  /**
   * Its call to another system may have happened or not, and must not be repeated: a person has to
   * look. Replaying it calls again; dropping it says that the matter is settled.
   */
  UNKNOWN_OUTCOME,
  /** Its key was used before, for a message with another body. */
  KEY_REUSED
}
