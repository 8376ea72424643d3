/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.transport.Stored;
import java.time.Instant;
import java.util.Map;

/**
 * A dead message.
 *
 * @param id what {@code replay} and {@code drop} take
 * @param deadLetterChannel where it rests
 * @param info why it is dead and who answers for it
 * @param headers all its headers
 * @param body its original bytes; may hold sensitive values
 * @param storedAt when it came to rest
 */
public record DeadLetter(
    String id,
    String deadLetterChannel,
    DeadLetterInfo info,
    Map<String, String> headers,
    byte[] body,
    Instant storedAt) {

  /** The dead letter that {@code stored} holds. */
  public static DeadLetter of(String channel, Stored stored) {
    return new DeadLetter(
        channel + "/" + stored.id(),
        channel,
        DeadLetterInfo.from(stored.headers()),
        stored.headers(),
        stored.body(),
        stored.storedAt());
  }

  /** Shows no payload. */
  @Override
  public String toString() {
    return "DeadLetter[id=" + id + ", info=" + info + ", storedAt=" + storedAt + "]";
  }
}
