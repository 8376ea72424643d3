/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a message goes that cannot be handled. On a class: the default of its handlers, and where
 * its undecodable messages go.
 *
 * <p>Example: {@code @DeadLetter(channel = "orders.dead")}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DeadLetter {
  /** The dead-letter channel. Default: {@code <channel>.<group>.dlq}. */
  String channel() default "";

  /** What happens to later messages of the same partition key. */
  OnKey onKey() default OnKey.CONTINUE;

  /** What happens to later messages of the same partition key. */
  enum OnKey {
    /** They are handled. */
    CONTINUE,
    /** They wait behind the dead one. Not available yet: refused by the processor. */
    PARK
  }
}
