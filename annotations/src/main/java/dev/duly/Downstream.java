/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

/** What the called system does with a repeated call; used by {@link Idempotent.Mode#EFFECT}. */
public enum Downstream {
  /**
   * It takes an idempotency key: a repeated call with the same {@code EffectKey} is safe. A call in
   * doubt is repeated.
   */
  KEYED,
  /**
   * It can be asked whether a call happened. A call in doubt is repeated, and the handler asks
   * first when {@code EffectKey.mayHaveHappened()} says so.
   */
  QUERY,
  /** Neither. A call in doubt is not repeated: it goes to the dead letters, for a person. */
  NONE
}
