/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much a group does at a time, for each channel: in order within a partition key, parallel
 * across keys. When everything is taken, polling stops.
 *
 * <p>Example: {@code @Concurrency(lanes = 8, inFlight = 200)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Concurrency {
  /** Handlers running at a time, 1 to 1024. */
  int lanes() default 16;

  /** Messages polled and not yet settled, 1 to 100000. */
  int inFlight() default 50;

  /** Messages that may share one transaction, 1 to 10000. */
  int batch() default 100;
}
