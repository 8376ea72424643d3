/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

import dev.duly.runtime.topology.MessageKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out.
 *
 * @param channel where to
 * @param messageId the declared id of the message
 * @param key its idempotency key; null where none is declared
 * @param partitionKey what keeps it in order; null where it needs none
 * @param headers CloudEvents attributes as {@code ce-…}, {@code content-type}, the producer's own,
 *     and for dead letters {@code duly-…}
 * @param body the bytes; not to be changed
 */
public record Outgoing(
    String channel,
    String messageId,
    @Nullable MessageKey key,
    @Nullable String partitionKey,
    Map<String, String> headers,
    byte[] body) {
  public Outgoing {
    Objects.requireNonNull(body, "body");
    headers = Map.copyOf(headers);
  }
}
