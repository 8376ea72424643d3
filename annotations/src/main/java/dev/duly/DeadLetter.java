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
 * <p>Example: {@code @DeadLetter(channel = "orders.dead")}, or {@code @DeadLetter(onKey = PARK)} on
 * a class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DeadLetter {
  /** The dead-letter channel. Default: {@code <channel>.<group>.dlq}. */
  String channel() default "";

  /**
   * What happens to later messages of the same partition key. On a class: it holds for all handlers
   * of the group, and every class of the group declares the same.
   */
  OnKey onKey() default OnKey.CONTINUE;

  /** What happens to later messages of the same partition key. */
  enum OnKey {
    /** They are handled. */
    CONTINUE,
    /**
     * The dead message stays in the store instead of the dead-letter channel, and they wait behind
     * it, in order, until a person replays or drops it: {@code duly.deadLetters()}. Needs a store,
     * a partition key on every message of the group, and handlers that run at least once. A message
     * that cannot be decoded has no key, and goes to the dead-letter channel.
     */
    PARK
  }
}
