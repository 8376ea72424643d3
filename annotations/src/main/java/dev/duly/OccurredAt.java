/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable time of the message, an {@code Instant} set once by its first producer. It bounds the
 * dedupe window: a message older than the window is not processed a second time by mistake but
 * dead-lettered as too old.
 *
 * <p>Example: {@code record OrderPlaced(@IdempotencyKey String orderId, @OccurredAt Instant
 * placedAt)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface OccurredAt {}
