/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.execution.Contracts;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another system that sends: well-behaved or not. */
final class Producer {
  private final Contracts contracts;
  private final Codec codec;
  private final Clock clock;
  private int sent;

  Producer(Contracts contracts, Codec codec, Clock clock) {
    this.contracts = contracts;
    this.codec = codec;
    this.clock = clock;
  }

  Outgoing message(Object message) {
    return message(contracts.of(message), message);
  }

  /** The same message with headers only Duly may write, and others that make no sense. */
  Outgoing forged(Outgoing message) {
    Map<String, String> headers = new LinkedHashMap<>(message.headers());
    headers.put("duly-attempts", "99");
    headers.put("duly-reason", "NO_SUCH_REASON");
    headers.put("duly-first-at", "yesterday");
    headers.put("x-retry-count", "many");
    return new Outgoing(
        message.channel(),
        message.messageId(),
        message.key(),
        message.partitionKey(),
        headers,
        message.body());
  }

  /** Bytes that are no message, sent as one. */
  Outgoing unreadable(Outgoing like) {
    byte[] body = ("\u0000\u0001 no message " + sent++).getBytes(StandardCharsets.UTF_8);
    return new Outgoing(like.channel(), like.messageId(), null, null, headers(like), body);
  }

  /** A message of an id nobody has declared. */
  Outgoing unknown(Outgoing like) {
    Map<String, String> headers = headers(like);
    headers.put("ce-type", "nobody-knows-this");
    byte[] body = ("unknown " + sent++).getBytes(StandardCharsets.UTF_8);
    return new Outgoing(like.channel(), "nobody-knows-this", null, null, headers, body);
  }

  private static Map<String, String> headers(Outgoing like) {
    Map<String, String> headers = new LinkedHashMap<>(like.headers());
    headers.remove("ce-partitionkey");
    headers.put("ce-id", "poison-" + headers.get("ce-id"));
    return headers;
  }

  private <M> Outgoing message(MessageContract<M> contract, Object object) {
    M message = contract.type().javaType().cast(object);
    MessageKey key = contract.idempotencyKey(message);
    @Nullable String partitionKey = contract.partitionKey(message);
    String id = contract.type().id() + ":" + (key == null ? "n" + sent++ : key);
    Envelope envelope =
        new Envelope(
            id,
            "simulation",
            contract.type().id(),
            contract.type().version(),
            clock.instant().toString(),
            partitionKey,
            id,
            null,
            null,
            null,
            codec.contentType(),
            "",
            Map.of());
    return new Outgoing(
        contract.type().channel(),
        contract.type().id(),
        key,
        partitionKey,
        envelope.toHeaders(),
        codec.encode(message));
  }
}
