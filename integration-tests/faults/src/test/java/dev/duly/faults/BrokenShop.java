/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.faults.Orders.Contract;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The shop with bugs in its declarations and handlers. */
final class BrokenShop {
  private BrokenShop() {}

  private static List<Subscription<?>> with(Subscription<Order> booking) {
    return List.of(booking, Shop.mail(GroupPolicy.of(Shop.MAIL), Orders.booked()));
  }

  private static Subscription<Order> booking(
      Contract<Order> contract, Invocation.Single<Order> handler) {
    return Shop.booking(GroupPolicy.of(Shop.BOOKING), contract, handler);
  }

  static List<Subscription<?>> unordered(Environment process) {
    Contract<Order> contract =
        new Contract<>(Orders.orders().type(), Orders.orders().key(), order -> null);
    return with(booking(contract, (order, call) -> Shop.book(order, call, process)));
  }

  static List<Subscription<?>> unstableKey(Environment process) {
    AtomicLong received = new AtomicLong(process.life() * 1000L);
    Contract<Order> contract =
        new Contract<>(
            Orders.orders().type(),
            order -> KeyDigest.of(order.customer(), received.incrementAndGet()),
            Order::customer);
    return with(booking(contract, (order, call) -> Shop.book(order, call, process)));
  }

  /** A failed order is sent again, behind what is there already. */
  static List<Subscription<?>> retryAtTheEnd(Environment process) {
    Contract<Order> contract =
        new Contract<>(
            Orders.orders().type(),
            order -> KeyDigest.of(order.customer(), order.number(), order.tries()),
            Order::customer);
    return with(
        booking(
            contract,
            (order, call) -> {
              if (order.fate() == Orders.Fate.FAILS_ONCE && order.tries() == 0) {
                call.publish(
                    contract, new Order(order.customer(), order.number(), order.fate(), 1));
                return;
              }
              Shop.book(
                  order.fate() == Orders.Fate.FAILS_ONCE
                      ? new Order(order.customer(), order.number(), Orders.Fate.FINE, 1)
                      : order,
                  call,
                  process);
            }));
  }

  static List<Subscription<?>> swallowing(Environment process) {
    return with(
        booking(
            Orders.orders(),
            (order, call) -> {
              try {
                Shop.book(order, call, process);
              } catch (RejectedException refused) {
                throw refused;
              } catch (RuntimeException logged) {
                // The bug.
              }
            }));
  }

  static List<Subscription<?>> retryingForEver(Environment process) {
    Invocation.Single<Order> handler = (order, call) -> Shop.book(order, call, process);
    Subscription<Order> booking = booking(Orders.orders(), handler);
    return with(
        Subscription.of(booking.group(), booking.handler(), booking.message())
            .guard(booking.guard())
            .retry(RetryPolicy.of(1_000_000, Duration.ofMillis(50), 1, Duration.ofSeconds(1), 0))
            .publishes(Orders.booked())
            .handledBy(handler));
  }

  /** From the third process on, the group has another name. */
  static List<Subscription<?>> renamed(Environment process) {
    Invocation.Single<Order> handler = (order, call) -> Shop.book(order, call, process);
    String name = process.life() < 2 ? Shop.BOOKING : "booking-service";
    return with(
        Shop.booking(
            GroupPolicy.of(name).deadLetterChannel("orders.booking.dlq"),
            Orders.orders(),
            handler));
  }
}
