/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The business effect happens once per (group, message, key); on a method of an interface, once per
 * ({@link #scope()}, key), and a repeated call gets the result of the first.
 *
 * <p>Example: {@code @MessageHandler @Idempotent void reserve(OrderPlaced order, Transaction tx)}
 *
 * <p>{@code duly.guard(Desk.class, desk)} guards the methods of an interface:
 * {@code @Idempotent(scope = "desk.place") Receipt place(@IdempotencyKey String key, NewOrder
 * order)}
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
   * through a change of either. Mandatory on a method of an interface, which has no such ids.
   */
  String scope() default "";

  /**
   * {@link Mode#EFFECT}: how long the key is this process's alone; renewed while the handler runs.
   * At least 1.2 times the handler's timeout, at most 12 hours.
   */
  String lease() default "30s";

  /**
   * {@link Mode#EFFECT}: what the called system does with a repeated call; mandatory there. It
   * decides what follows an outcome that nobody knows.
   */
  Downstream downstream() default Downstream.NONE;

  /**
   * {@link Mode#EFFECT}: how long the called system remembers a key. If it is said, the retries
   * must be over before.
   */
  String downstreamWindow() default "";

  /**
   * {@link Mode#EFFECT}: failures after which the effect has surely not happened, such as a refused
   * connection. They are tried again whatever {@link #downstream()} is. Their subclasses count,
   * their causes do not.
   */
  Class<? extends Throwable>[] notExecuted() default {};

  /**
   * {@link Mode#EFFECT}: failures by which the called system has refused for good. They are
   * remembered, as {@code RejectedException} always is: duplicates are refused without a call. Win
   * over {@link #notExecuted()}.
   */
  Class<? extends Throwable>[] refused() default {};

  /** {@link Mode#NATURAL}: why running twice has the effect of running once; mandatory there. */
  String because() default "";

  /** How the guard works. */
  enum Mode {
    /** The key is written in the transaction of the business effect. */
    TRANSACTION,
    /**
     * The effect is a call to another system: HTTP, mail, a payment provider. The handler runs
     * outside of any transaction; before the call the key is leased, after it the outcome is
     * recorded together with the messages to publish. A failure that is neither {@link
     * #notExecuted()} nor {@link #refused()} leaves in doubt whether the effect happened.
     */
    EFFECT,
    /**
     * The effect is an upsert or a set operation; no guard is needed, {@link #because()} says why.
     */
    NATURAL
  }
}
