/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What must stay in order: messages with the same partition key are handled one at a time, in the
 * order of their channel; different keys run in parallel. Types as {@link IdempotencyKey}.
 *
 * <p>Example: {@code record StockMoved(@IdempotencyKey UUID id, @PartitionKey String sku, …)}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface PartitionKey {}
