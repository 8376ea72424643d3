/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import dev.duly.runtime.RejectedException;
import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.InMemoryTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scenario runs: orders are booked in one group, which publishes a booking for each to a
 * second one. Written by hand, as the processor would generate it.
 */
final class Orders {
  static final String CHANNEL = "orders";
  static final String BOOKED_CHANNEL = "booked";
  static final String BOOKING = "booking";
  static final String MAIL = "mail";
  static final String DEAD_LETTERS = CHANNEL + "." + BOOKING + ".dlq";

  private static final GuardPolicy GUARD = GuardPolicy.transaction(Duration.ofDays(7));
  private static final RetryPolicy RETRY =
      RetryPolicy.of(5, Duration.ofMillis(100), 2.0, Duration.ofSeconds(1), 0.2);

  private Orders() {}

  /** What happens to an order in its handler. */
  enum Fate {
    FINE,
    FAILS_TWICE,
    FAILS_ALWAYS,
    REFUSED
  }

  /** Something with a place in the order of a customer's things. */
  interface Numbered {
    String customer();

    int number();
  }

  record Order(String customer, int number, Fate fate) implements Numbered {}

  record Booked(String customer, int number) implements Numbered {}

  /** The contract of a message; {@code ordered} false is the bug of forgetting the key. */
  record Contract<M extends Numbered>(MessageType<M> type, boolean ordered)
      implements MessageContract<M> {
    @Override
    public MessageKey idempotencyKey(M message) {
      return KeyDigest.of(message.customer(), message.number());
    }

    @Override
    public @Nullable String partitionKey(M message) {
      return ordered ? message.customer() : null;
    }
  }

  static Contract<Order> orderContract(boolean ordered) {
    return new Contract<>(MessageType.event(Order.class, CHANNEL, "order-placed"), ordered);
  }

  static Contract<Booked> bookedContract() {
    return new Contract<>(MessageType.event(Booked.class, BOOKED_CHANNEL, "order-booked"), true);
  }

  static List<Subscription<?>> subscriptions(boolean ordered) {
    return List.of(
        Subscription.of(GroupPolicy.of(BOOKING), "Booking.book", orderContract(ordered))
            .guard(GUARD)
            .retry(RETRY)
            .publishes(bookedContract())
            .handledBy(Orders::book),
        Subscription.of(GroupPolicy.of(MAIL), "Mail.send", bookedContract())
            .guard(GUARD)
            .retry(RETRY)
            .handledBy(Orders::mail));
  }

  private static void book(Order order, HandlerCall call) {
    boolean fails =
        order.fate() == Fate.FAILS_ALWAYS
            || (order.fate() == Fate.FAILS_TWICE && call.context().attempt() <= 2);
    if (order.fate() == Fate.REFUSED) {
      throw new RejectedException("not for sale");
    }
    append(call, BOOKING, order);
    call.publish(bookedContract(), new Booked(order.customer(), order.number()));
    if (fails) {
      // Last of all: a rollback has something to take back.
      throw new IllegalStateException("no luck with " + order);
    }
  }

  private static void mail(Booked booked, HandlerCall call) {
    append(call, MAIL, booked);
  }

  private static void append(HandlerCall call, String table, Numbered message) {
    call.transaction()
        .unwrap(InMemoryTransaction.class)
        .merge(
            table,
            message.customer(),
            List.of(message.number()),
            (before, one) -> {
              List<Integer> all = new ArrayList<>(before);
              all.addAll(one);
              return List.copyOf(all);
            });
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
              ? order.customer() + "|" + order.number() + "|" + order.fate()
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
                ? new Order(parts[0], number, Fate.valueOf(parts[2]))
                : new Booked(parts[0], number));
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw new CodecException("not an order", e);
      }
    }
  }
}
