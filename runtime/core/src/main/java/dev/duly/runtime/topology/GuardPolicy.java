/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a handler is kept from doing its effect twice, as declared by {@code @Idempotent}.
 *
 * @param mode how the guard works
 * @param scope the dedupe scope; empty for group and message id
 * @param window how long a key is remembered; zero without a guard
 * @param effect what is known of the external call; null in every mode but {@link Mode#EFFECT}
 */
public record GuardPolicy(Mode mode, String scope, Duration window, @Nullable EffectPolicy effect) {

  /** How the guard works. */
  public enum Mode {
    /** No guard: duplicates run again. */
    NONE,
    /** No guard is needed: the effect is an upsert or a set operation. */
    NATURAL,
    /** The key is written in the transaction of the business effect. */
    TRANSACTION,
    /** The key is leased while another system is called, and its outcome recorded afterwards. */
    EFFECT
  }

  public GuardPolicy {
    if ((mode == Mode.EFFECT) != (effect != null)) {
      throw new IllegalArgumentException("mode EFFECT, and no other, has an EffectPolicy");
    }
  }

  public static GuardPolicy none() {
    return new GuardPolicy(Mode.NONE, "", Duration.ZERO, null);
  }

  public static GuardPolicy natural() {
    return new GuardPolicy(Mode.NATURAL, "", Duration.ZERO, null);
  }

  public static GuardPolicy transaction(Duration window) {
    return new GuardPolicy(Mode.TRANSACTION, "", window, null);
  }

  public static GuardPolicy effect(Duration window, EffectPolicy effect) {
    return new GuardPolicy(Mode.EFFECT, "", window, effect);
  }

  /** The same guard in a declared scope. */
  public GuardPolicy scope(String value) {
    return new GuardPolicy(mode, Names.check("scope", value), window, effect);
  }

  /** Whether it remembers keys: it needs a store, and duplicates are recognised. */
  public boolean remembers() {
    return mode == Mode.TRANSACTION || mode == Mode.EFFECT;
  }
}
