/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds; also the handle of its delivery.
 *
 * @param message the number of the message
 * @param partitionKey its partition key
 * @param holder the source
 * @param token tells this handing out from an earlier one of the same message
 * @param until when somebody else may have it
 */
record Lease(
    long message, @Nullable String partitionKey, Object holder, long token, Instant until) {

  boolean isOver(Instant now) {
    return !until.isAfter(now);
  }

  Lease until(Instant newUntil) {
    return new Lease(message, partitionKey, holder, token, newUntil);
  }
}
