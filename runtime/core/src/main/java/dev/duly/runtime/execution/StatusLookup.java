/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.DeliveryState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers where a message stands, from the broker, the guards and the lanes, in rising order of
 * trust.
 */
public final class StatusLookup {
  private final Engine engine;
  private final List<Subscription<?>> subscriptions;
  private final List<Consumer> consumers;

  /** Looks through what one instance runs. */
  public StatusLookup(
      Engine engine, List<Subscription<?>> subscriptions, List<Consumer> consumers) {
    this.engine = engine;
    this.subscriptions = List.copyOf(subscriptions);
    this.consumers = List.copyOf(consumers);
  }

  /** The status of the message with {@code key}. */
  public MessageStatus find(MessageContract<?> contract, MessageKey key) {
    String messageId = contract.type().id();
    String channel = contract.type().channel();
    Map<String, DeliveryState> states =
        new HashMap<>(engine.transport().locate(channel, messageId, key));
    for (Subscription<?> subscription : subscriptions) {
      if (subscription.message().type().javaType() == contract.type().javaType()) {
        String group = subscription.group().id();
        Optional<DeliveryState> outcome = outcome(subscription, key);
        outcome.ifPresent(state -> states.put(group, state));
        if (subscription.group().parksKeys() && !outcome.equals(Optional.of(DeliveryState.DONE))) {
          parked(group, channel, messageId, key, states);
        }
      }
    }
    for (Consumer consumer : consumers) {
      boolean begun =
          states.getOrDefault(consumer.spec().group(), DeliveryState.PENDING)
              == DeliveryState.PENDING;
      if (consumer.spec().channel().equals(channel)
          && begun
          && consumer.holds(messageId + ":" + key)) {
        states.put(consumer.spec().group(), DeliveryState.RUNNING);
      }
    }
    return MessageStatus.of(states);
  }

  /** What the broker settled as parked may have left the parking since. */
  private void parked(
      String group,
      String channel,
      String messageId,
      MessageKey key,
      Map<String, DeliveryState> states) {
    Store store = engine.store();
    Optional<ParkedState> parked =
        store == null ? Optional.empty() : store.parking().state(group, channel, messageId, key);
    if (parked.isPresent()) {
      boolean waits = parked.get() == ParkedState.WAITS;
      if (waits || states.get(group) == DeliveryState.PARKED) {
        states.put(group, waits ? DeliveryState.PARKED : DeliveryState.DEAD);
      }
    } else {
      states.replace(group, DeliveryState.PARKED, DeliveryState.DONE);
    }
  }

  private Optional<DeliveryState> outcome(Subscription<?> subscription, MessageKey key) {
    Store store = engine.store();
    if (store == null) {
      return Optional.empty();
    }
    if (subscription.guard().mode() == GuardPolicy.Mode.EFFECT) {
      return store.effects().state(subscription.scope(), key).flatMap(StatusLookup::delivery);
    }
    return store
        .outcome(subscription.scope(), key)
        .map(state -> state == Claim.State.REFUSED ? DeliveryState.DEAD : DeliveryState.DONE);
  }

  /** One that has started may wait for its retry as well as run: the broker and the lanes know. */
  private static Optional<DeliveryState> delivery(EffectState state) {
    return switch (state) {
      case STARTED -> Optional.empty();
      case DONE -> Optional.of(DeliveryState.DONE);
      case FAILED, UNKNOWN -> Optional.of(DeliveryState.DEAD);
    };
  }
}
