/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param state any but {@link EffectState#STARTED}
 * @param result what duplicates get to see; null if nothing
 */
public record EffectEnd(EffectState state, byte @Nullable [] result) {
  public EffectEnd {
    if (state == EffectState.STARTED) {
      throw new IllegalArgumentException("a call that has started has not ended");
    }
  }

  public static EffectEnd done(byte @Nullable [] result) {
    return new EffectEnd(EffectState.DONE, result);
  }

  public static EffectEnd failed(byte @Nullable [] error) {
    return new EffectEnd(EffectState.FAILED, error);
  }

  /**
   * Of a refusal the name of its class is kept, and not its message: that may be about a person.
   */
  public static EffectEnd refused(Throwable refusal) {
    return failed(refusal.getClass().getName().getBytes(StandardCharsets.UTF_8));
  }

  public static EffectEnd unknown() {
    return new EffectEnd(EffectState.UNKNOWN, null);
  }
}
