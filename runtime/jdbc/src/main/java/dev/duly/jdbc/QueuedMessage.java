/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as the tables hold it. */
record QueuedMessage(
    long id,
    @Nullable String partitionKey,
    Map<String, String> headers,
    byte[] body,
    Instant sentAt) {}
