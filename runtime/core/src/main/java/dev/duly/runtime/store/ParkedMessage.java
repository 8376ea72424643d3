/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits until its key is released.
 *
 * @param group the group that could not handle it, or was not yet allowed to
 * @param key the partition key: what is parked is a key of a group
 * @param channel the channel it came from
 * @param messageId its declared id; empty where it could not be told
 * @param identity tells it from other messages of its key; the same for every delivery of it
 * @param dedupeKey its idempotency key; null where none is declared, or it could not be taken
 * @param headers its original headers
 * @param body its original bytes; not to be changed
 * @param failure why it is dead, as the {@code duly-…} headers of a dead letter; empty for one that
 *     only waits behind another
 * @param sentAt when the transport took it
 * @param parkedAt when it was parked
 */
public record ParkedMessage(
    String group,
    String key,
    String channel,
    String messageId,
    MessageKey identity,
    @Nullable MessageKey dedupeKey,
    Map<String, String> headers,
    byte[] body,
    Map<String, String> failure,
    Instant sentAt,
    Instant parkedAt) {
  public ParkedMessage {
    Objects.requireNonNull(body, "body");
    headers = Map.copyOf(headers);
    failure = Map.copyOf(failure);
  }

  /** Shows no payload. */
  @Override
  public String toString() {
    return "ParkedMessage[" + group + ", " + key + ", " + channel + ", " + messageId + "]";
  }
}
