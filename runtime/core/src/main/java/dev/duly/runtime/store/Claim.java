/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ClaimRequest}.
 *
 * @param state whether the key is ours
 * @param reply the stored reply of a request that was answered before; null otherwise
 */
public record Claim(State state, byte @Nullable [] reply) {
  public static final Claim FRESH = new Claim(State.FRESH, null);
  public static final Claim DUPLICATE = new Claim(State.DUPLICATE, null);
  public static final Claim REFUSED = new Claim(State.REFUSED, null);
  public static final Claim TOO_OLD = new Claim(State.TOO_OLD, null);
  public static final Claim TOO_NEW = new Claim(State.TOO_NEW, null);

  /** Whether the key is ours. */
  public enum State {
    /** Ours: written in this unit of work. */
    FRESH,
    /** Done before. */
    DUPLICATE,
    /** Refused for good before. */
    REFUSED,
    /** Its stable time is before its window: whether it was done before can no longer be told. */
    TOO_OLD,
    /** Its stable time is further in the future than {@link ClaimRequest#AHEAD}. */
    TOO_NEW
  }
}
