/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the {@link EffectLog} knows of a key. */
public sealed interface EffectAnswer {

  /**
   * The record is ours: call.
   *
   * @param hold what the writes of this attempt show
   * @param mayHaveHappened whether an earlier attempt may have had its effect
   */
  record Acquired(EffectHold hold, boolean mayHaveHappened) implements EffectAnswer {}

  /**
   * Another attempt has it.
   *
   * @param leaseUntil when its lease ends, unless renewed
   */
  record InProgress(Instant leaseUntil) implements EffectAnswer {}

  /**
   * It was done before.
   *
   * @param result what was kept of it; null if nothing
   */
  record Replay(byte @Nullable [] result) implements EffectAnswer {}

  /**
   * It was refused for good before.
   *
   * @param error what was kept of the refusal; null if nothing
   */
  record ReplayFailure(byte @Nullable [] error) implements EffectAnswer {}

  /** Nobody knows whether it was done; a person was told. */
  record Unknown() implements EffectAnswer {}

  /** The key was used before for another payload. */
  record Mismatch() implements EffectAnswer {}
}
