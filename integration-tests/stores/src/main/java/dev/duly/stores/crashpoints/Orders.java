/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import java.util.function.Function;

/** The messages, with contracts written by hand as the processor would generate them. */
final class Orders {
  private Orders() {}

  /** What happens to an order in its handler. */
  enum Fate {
    FINE,
    FAILS_ONCE,
    FAILS_ALWAYS,
    FAILS_UNTIL_FIXED,
    REFUSED
  }

  /** An order. */
  record Order(String customer, int number, Fate fate) {
    String id() {
      return customer + "#" + number;
    }
  }

  /** What is published for an order that is booked. */
  record Booked(String customer, int number) {
    String id() {
      return customer + "#" + number;
    }
  }

  private record Contract<M>(
      MessageType<M> type, Function<M, MessageKey> key, Function<M, String> partition)
      implements MessageContract<M> {
    @Override
    public MessageKey idempotencyKey(M message) {
      return key.apply(message);
    }

    @Override
    public String partitionKey(M message) {
      return partition.apply(message);
    }
  }

  static MessageContract<Order> orders() {
    return new Contract<>(
        MessageType.event(Order.class, "orders", "order-placed"),
        order -> KeyDigest.of(order.customer(), order.number()),
        Order::customer);
  }

  static MessageContract<Booked> booked() {
    return new Contract<>(
        MessageType.event(Booked.class, "booked", "order-booked"),
        booked -> KeyDigest.of(booked.customer(), booked.number()),
        Booked::customer);
  }
}
