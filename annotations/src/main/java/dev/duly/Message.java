/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A message is a contract. Put on a record (a class with accessors is allowed too).
 *
 * <p>Example: {@code @Message(channel = "orders") record OrderPlaced(@IdempotencyKey @PartitionKey
 * String orderId) {}}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Message {
  /**
   * The channel (topic, queue, subject) the message travels on: {@code [a-z0-9][a-z0-9._-]{0,99}}.
   */
  String channel();

  /**
   * The stable id of the message within its channel: {@code [a-z0-9][a-z0-9._-]{0,99}}. Default:
   * the simple name in kebab case, {@code OrderPlaced} → {@code order-placed}. Set it before
   * renaming a released class.
   */
  String id() default "";

  /** How the message is meant. */
  MessageKind kind() default MessageKind.EVENT;

  /** The version of the message's shape, 1 or more. */
  int version() default 1;
}
