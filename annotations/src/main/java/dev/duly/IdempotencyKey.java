/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What makes two copies "the same message". On one or several record components (a composite key)
 * or no-argument accessors; on parameters of a guarded method, what makes two calls the same.
 * Allowed types: {@code String}, integral numbers, {@code UUID}, enums, or a record of those. Never
 * null, never floating point, never made from chance, the clock or the place of delivery.
 *
 * <p>Example: {@code record OrderPlaced(@IdempotencyKey String orderId, …)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER
})
public @interface IdempotencyKey {}
