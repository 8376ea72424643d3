/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The business effect happens once per (group, message, key).
 *
 * <p>Example: {@code @MessageHandler @Idempotent void reserve(OrderPlaced order, Transaction tx)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Idempotent {
  /** How the guard works. */
  Mode mode() default Mode.TRANSACTION;

  /** How long a key is remembered. Must be longer than the longest redelivery. */
  String window() default "7d";

  /**
   * The dedupe scope. Default: the group's id and the message's id. Set it to keep the scope
   * through a change of either.
   */
  String scope() default "";

  /** {@link Mode#EFFECT}: how long one call may hold the key. */
  String lease() default "30s";

  /** {@link Mode#EFFECT}: what the called system does with a repeated call. */
  Downstream downstream() default Downstream.NONE;

  /** {@link Mode#NATURAL}: why running twice has the effect of running once; mandatory there. */
  String because() default "";

  /** How the guard works. */
  enum Mode {
    /** The key is written in the transaction of the business effect. */
    TRANSACTION,
    /** An external call, no transaction. Not available yet: refused by the processor. */
    EFFECT,
    /**
     * The effect is an upsert or a set operation; no guard is needed, {@link #because()} says why.
     */
    NATURAL
  }
}
