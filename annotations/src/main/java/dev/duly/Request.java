/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

/**
 * A message that is answered. The handler returns an {@code R}; it is routed back to the caller by
 * correlation id.
 *
 * <p>Example: {@code record QuoteRequest(@IdempotencyKey String id, @PartitionKey String sku)
 * implements Request<Quote> {}}
 *
 * @param <R> the type of the reply
 */
public interface Request<R> {}
