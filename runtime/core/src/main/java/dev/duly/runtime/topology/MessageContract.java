/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime knows of one message class: its identity and how its keys are taken. Generated,
 * one per message; every method is a pure function of the message.
 */
public interface MessageContract<M> {

  /** The identity of the message class. */
  MessageType<M> type();

  /**
   * The digest of the idempotency key; null where none is declared.
   *
   * @throws InvalidKeyException if a part of the key is null
   */
  default @Nullable MessageKey idempotencyKey(M message) {
    return null;
  }

  /**
   * The partition key as text; null where the message needs no order.
   *
   * @throws InvalidKeyException if a part of the key is null
   */
  default @Nullable String partitionKey(M message) {
    return null;
  }

  /** The stable time of the message; null where none is declared. */
  default @Nullable Instant occurredAt(M message) {
    return null;
  }
}
