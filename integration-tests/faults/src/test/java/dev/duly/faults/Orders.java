/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The messages of the scenario, written by hand as the processor would generate them. */
final class Orders {
  static final String CHANNEL = "orders";
  static final String BOOKED_CHANNEL = "booked";

  private Orders() {}

  /** What happens to an order in its handler. */
  enum Fate {
    FINE,
    FAILS_ONCE,
    FAILS_ALWAYS,
    FAILS_UNTIL_FIXED,
    REFUSED,
    /** Its process dies, whenever it is handled. */
    KILLS
  }

  /** Something with a place in the order of a customer's things. */
  interface Numbered {
    String customer();

    int number();
  }

  /**
   * An order.
   *
   * @param tries how often it was sent again, by a handler that does not leave retries to the lane
   */
  record Order(String customer, int number, Fate fate, int tries) implements Numbered {}

  /** What is published for an order that is booked. */
  record Booked(String customer, int number) implements Numbered {}

  /** A contract whose keys can be broken. */
  record Contract<M extends Numbered>(
      MessageType<M> type, Function<M, MessageKey> key, Function<M, @Nullable String> partition)
      implements MessageContract<M> {
    @Override
    public MessageKey idempotencyKey(M message) {
      return key.apply(message);
    }

    @Override
    public @Nullable String partitionKey(M message) {
      return partition.apply(message);
    }
  }

  static Contract<Order> orders() {
    return new Contract<>(
        MessageType.event(Order.class, CHANNEL, "order-placed"),
        order -> KeyDigest.of(order.customer(), order.number()),
        Order::customer);
  }

  static Contract<Booked> booked() {
    return new Contract<>(
        MessageType.event(Booked.class, BOOKED_CHANNEL, "order-booked"),
        booked -> KeyDigest.of(booked.customer(), booked.number()),
        Booked::customer);
  }

  /** Fields with a bar between them. */
  static final class BarCodec implements Codec {
    @Override
    public String contentType() {
      return "text/plain";
    }

    @Override
    public byte[] encode(Object message) {
      String text =
          message instanceof Order order
              ? order.customer() + "|" + order.number() + "|" + order.fate() + "|" + order.tries()
              : ((Numbered) message).customer() + "|" + ((Numbered) message).number();
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <M> M decode(byte[] body, Class<M> type) {
      String[] parts = new String(body, StandardCharsets.UTF_8).split("\\|", -1);
      try {
        int number = Integer.parseInt(parts[1]);
        return type.cast(
            type == Order.class
                ? new Order(parts[0], number, Fate.valueOf(parts[2]), Integer.parseInt(parts[3]))
                : new Booked(parts[0], number));
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw new CodecException("not an order", e);
      }
    }
  }
}
