/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.codec.BodyReader;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.codec.Envelope;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.topology.InvalidKeyException;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Names;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The door: holds a delivery to the limits, decodes it by its declared id and takes its keys.
 * Nothing on the wire chooses a class, and whatever goes wrong here makes a poison item, never an
 * exception.
 */
final class Intake {
  private final Map<String, Subscription<?>> byMessageId;
  private final Set<String> declared;
  private final BodyReader bodies;
  private final Codec codec;
  private final Clock clock;

  /** Numbers, not identities: a simulated run must not depend on where objects happen to lie. */
  private final AtomicLong unkeyed = new AtomicLong();

  /**
   * @param byMessageId the group's handlers of the channel
   * @param declared every message id declared for the channel, handled by the group or not
   */
  Intake(
      Map<String, Subscription<?>> byMessageId,
      Set<String> declared,
      BodyReader bodies,
      Codec codec,
      Clock clock) {
    this.byMessageId = Map.copyOf(byMessageId);
    this.declared = Set.copyOf(declared);
    this.bodies = bodies;
    this.codec = codec;
    this.clock = clock;
  }

  /** The item of a delivery; null if its message is declared but not for this group. */
  @Nullable Item admit(Delivery delivery, @Nullable Replay replay) {
    Envelope envelope = EMPTY;
    try {
      bodies.check(delivery.headers(), delivery.body());
      envelope = Envelope.from(delivery.headers());
      String replyTo = envelope.replyTo();
      if (replyTo != null && !(replyTo.startsWith(Replies.PREFIX) && Names.isValid(replyTo))) {
        return poison(delivery, envelope, "reply-to is not a reply channel", null, replay);
      }
      Subscription<?> subscription = find(envelope.type());
      if (subscription == null) {
        if (declared.contains(envelope.type())) {
          return null;
        }
        return poison(delivery, envelope, "no message id of this channel", null, replay);
      }
      return decode(delivery, envelope, subscription, replay);
    } catch (CodecException | InvalidKeyException e) {
      return poison(delivery, envelope, String.valueOf(e.getMessage()), e, replay);
    } catch (RuntimeException | StackOverflowError e) {
      // The text of a foreign exception may show values of the message.
      return poison(delivery, envelope, "cannot be decoded", e, replay);
    }
  }

  /**
   * Foreign producers may send no type; that is no question where the channel has but one message.
   */
  private @Nullable Subscription<?> find(String messageId) {
    if (messageId.isEmpty() && declared.size() == 1 && byMessageId.size() == 1) {
      return byMessageId.values().iterator().next();
    }
    return byMessageId.get(messageId);
  }

  private <M> Item decode(
      Delivery delivery, Envelope envelope, Subscription<M> subscription, @Nullable Replay replay) {
    MessageContract<M> contract = subscription.message();
    byte[] body = bodies.read(envelope.contentEncoding(), delivery.body());
    M message = codec.decode(body, contract.type().javaType());
    String partition = contract.partitionKey(message);
    // Without a partition key each message is a lane of its own.
    String lane = partition != null ? "k" + partition : "u" + unkeyed.incrementAndGet();
    MessageKey key;
    try {
      key = contract.idempotencyKey(message);
    } catch (InvalidKeyException e) {
      // Poison, but it has its place in the order of its partition key.
      String why = String.valueOf(e.getMessage());
      return new Item(delivery, envelope, lane, partition, why, e, replay);
    }
    Instant occurredAt = contract.occurredAt(message);
    Work<M> work = new Work<>(subscription, message, key, occurredAt);
    Item item = new Item(delivery, envelope, lane, partition, work, replay);
    if (isTooOld(subscription, occurredAt) && replay == null) {
      item.dead(DeadReason.TOO_OLD, Untimely.TOO_OLD);
    }
    return item;
  }

  private boolean isTooOld(Subscription<?> subscription, @Nullable Instant occurredAt) {
    return occurredAt != null
        && subscription.guard().remembers()
        && occurredAt.isBefore(clock.instant().minus(subscription.guard().window()));
  }

  private Item poison(
      Delivery delivery,
      Envelope envelope,
      String why,
      @Nullable Throwable failure,
      @Nullable Replay replay) {
    String lane = "p" + unkeyed.incrementAndGet();
    return new Item(delivery, envelope, lane, null, why, failure, replay);
  }

  private static final Envelope EMPTY = Envelope.from(Map.of());
}
