/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Duration;

/**
 * How a handler is kept from doing its effect twice, as declared by {@code @Idempotent}.
 *
 * @param mode how the guard works
 * @param scope the dedupe scope; empty for group and message id
 * @param window how long a key is remembered; zero without a guard
 */
public record GuardPolicy(Mode mode, String scope, Duration window) {

  /** How the guard works. */
  public enum Mode {
    /** No guard: duplicates run again. */
    NONE,
    /** No guard is needed: the effect is an upsert or a set operation. */
    NATURAL,
    /** The key is written in the transaction of the business effect. */
    TRANSACTION
  }

  public static GuardPolicy none() {
    return new GuardPolicy(Mode.NONE, "", Duration.ZERO);
  }

  public static GuardPolicy natural() {
    return new GuardPolicy(Mode.NATURAL, "", Duration.ZERO);
  }

  public static GuardPolicy transaction(Duration window) {
    return new GuardPolicy(Mode.TRANSACTION, "", window);
  }

  /** The same guard in a declared scope. */
  public GuardPolicy scope(String value) {
    return new GuardPolicy(mode, Names.check("scope", value), window);
  }
}
