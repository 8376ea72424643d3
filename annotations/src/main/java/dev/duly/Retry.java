/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a failed handler is tried again. The failed key waits, in order; other keys go on. On a
 * class: the default of its handlers.
 *
 * <p>Default: 6 attempts, that is five retries after 1 s, 2 s, 4 s, 8 s and 16 s, each ±20 %.
 *
 * <p>Example: {@code @Retry(attempts = 3, initial = "200ms", notOn =
 * IllegalArgumentException.class)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retry {
  /** Runs in all, the first included: 1 to 100. After the last one the message is dead-lettered. */
  int attempts() default 6;

  /** The wait before the second run. */
  String initial() default "1s";

  /** What each further wait is multiplied with, 1.0 or more. */
  double multiplier() default 2.0;

  /** The longest wait. */
  String max() default "5m";

  /** The random part of each wait, as a share of it: 0.0 to 1.0. */
  double jitter() default 0.2;

  /** Only these are tried again, if not empty. */
  Class<? extends Throwable>[] on() default {};

  /** These are not tried again; they win over {@link #on()}. {@code RejectedException} never is. */
  Class<? extends Throwable>[] notOn() default {};
}
