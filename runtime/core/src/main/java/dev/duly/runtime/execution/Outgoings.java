/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.PublishException;
import dev.duly.runtime.codec.BodyReader;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.topology.InvalidKeyException;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import dev.duly.runtime.transport.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into bytes and headers on their way out, held to the same limits as on their way
 * in.
 */
final class Outgoings {
  /** The message id of replies; they are told apart by their request id. */
  static final String REPLY = "reply";

  private final Codec codec;
  private final BodyReader bodies;
  private final Clock clock;
  private final RandomGenerator random;
  private final String source;

  Outgoings(Codec codec, BodyReader bodies, Clock clock, RandomGenerator random, String source) {
    this.codec = codec;
    this.bodies = bodies;
    this.clock = clock;
    this.random = random;
    this.source = source;
  }

  /** A message; {@code cause} is what the running handler handles, null outside of one. */
  <M> Outgoing message(MessageContract<M> contract, M message, @Nullable Envelope cause) {
    return outgoing(contract, message, cause, null, null);
  }

  /** A request whose reply goes to {@code replyTo}. */
  <M> Outgoing request(
      MessageContract<M> contract, M message, @Nullable Envelope cause, String id, String replyTo) {
    return outgoing(contract, message, cause, id, replyTo);
  }

  /** The reply to {@code request}. */
  Outgoing reply(Envelope request, byte[] body) {
    String replyTo = request.replyTo();
    if (replyTo == null) {
      throw new IllegalArgumentException("not a request: no reply-to");
    }
    Envelope envelope =
        new Envelope(
            randomId(),
            source,
            REPLY,
            1,
            clock.instant().toString(),
            null,
            request.correlationId(),
            request.id(),
            request.requestId(),
            null,
            codec.contentType(),
            "",
            Map.of());
    return checked(new Outgoing(replyTo, REPLY, null, null, envelope.toHeaders(), body));
  }

  byte[] encode(Object message) {
    try {
      return codec.encode(message);
    } catch (CodecException e) {
      throw new PublishException(
          "DulyPublishEncode",
          "A " + message.getClass().getName() + " cannot be written: " + e.getMessage() + ".",
          "Nothing was published; make the class readable for the codec.",
          e);
    }
  }

  String randomId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private <M> Outgoing outgoing(
      MessageContract<M> contract,
      M message,
      @Nullable Envelope cause,
      @Nullable String requestId,
      @Nullable String replyTo) {
    MessageType<M> type = contract.type();
    MessageKey key = key(contract, message);
    // The same event gets the same CloudEvents id however often it is published.
    String id = key != null ? type.id() + ":" + key : randomId();
    Instant occurredAt = contract.occurredAt(message);
    String partitionKey = contract.partitionKey(message);
    Envelope envelope =
        new Envelope(
            id,
            source,
            type.id(),
            type.version(),
            (occurredAt != null ? occurredAt : clock.instant()).toString(),
            partitionKey,
            cause == null || cause.correlationId().isEmpty() ? id : cause.correlationId(),
            cause == null || cause.id().isEmpty() ? null : cause.id(),
            requestId,
            replyTo,
            codec.contentType(),
            "",
            Map.of());
    return checked(
        new Outgoing(
            type.channel(), type.id(), key, partitionKey, envelope.toHeaders(), encode(message)));
  }

  private static <M> @Nullable MessageKey key(MessageContract<M> contract, M message) {
    try {
      return contract.idempotencyKey(message);
    } catch (InvalidKeyException e) {
      throw new PublishException(
          "DulyPublishKey",
          "A message " + contract.type().id() + " has no key: " + e.getMessage() + ".",
          "Nothing was published; set the value before publishing.",
          e);
    }
  }

  private Outgoing checked(Outgoing outgoing) {
    try {
      bodies.check(outgoing.headers(), outgoing.body());
      return outgoing;
    } catch (CodecException e) {
      throw new PublishException(
          "DulyPublishLimit",
          "A message " + outgoing.messageId() + " is too large: " + e.getMessage() + ".",
          "Nothing was published; send less, or raise the limit on both sides.",
          e);
    }
  }
}
