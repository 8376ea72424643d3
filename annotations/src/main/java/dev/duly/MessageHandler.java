/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler: its first parameter is the message (or a {@code List} of them for a batch), the rest,
 * in any order, are {@code Transaction}, {@code EffectKey}, {@code MessageContext} or {@code
 * Outbox}. It returns {@code void}, a message, an {@code Optional}, a {@code List} or a sealed
 * interface of messages; what it returns is published atomically with its effect. Any exception
 * means "not done". It never acknowledges by hand.
 *
 * <p>Example: {@code @MessageHandler @Idempotent PaymentTaken charge(OrderPlaced order, Transaction
 * tx)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MessageHandler {
  /** How often the handler may run for one message. */
  DeliveryMode delivery() default DeliveryMode.AT_LEAST_ONCE;

  /**
   * How long one run may take: the deadline in {@code MessageContext}. Must be shorter than the
   * {@link Lease}. Empty: the lease.
   */
  String timeout() default "";
}
