/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

/** What the called system does with a repeated call; used by {@link Idempotent.Mode#EFFECT}. */
public enum Downstream {
  /** It takes an idempotency key: a repeated call with the same key is safe. */
  KEYED,
  /** It can be asked whether a call happened. */
  QUERY,
  /** Neither: an ambiguous outcome waits for a person. */
  NONE
}
