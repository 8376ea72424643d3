/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import dev.duly.Downstream;
import dev.duly.faults.Orders.Booked;
import dev.duly.faults.Orders.Contract;
import dev.duly.faults.Orders.Fate;
import dev.duly.faults.Orders.Numbered;
import dev.duly.faults.Orders.Order;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.Subscription;
import dev.duly.testing.InMemoryTransaction;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two groups: orders are booked in one, which publishes a booking for each to the other. */
final class Shop {
  static final String BOOKING = "booking";
  static final String MAIL = "mail";
  static final int ATTEMPTS = 8;

  /** What is fixed, by customer and number. */
  static final String FIXED = "fixed";

  private static final Duration INITIAL = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final GuardPolicy GUARD = GuardPolicy.transaction(Duration.ofDays(7));
  private static final RetryPolicy RETRY = RetryPolicy.of(ATTEMPTS, INITIAL, 2.0, LONGEST, 0.2);

  private Shop() {}

  static List<Subscription<?>> subscriptions(Environment process) {
    return subscriptions(process, ATTEMPTS);
  }

  static List<Subscription<?>> subscriptions(Environment process, int attempts) {
    return subscriptions(process, attempts, GroupPolicy.of(BOOKING));
  }

  static List<Subscription<?>> subscriptions(
      Environment process, int attempts, GroupPolicy booking) {
    return List.of(
        Subscription.of(shortLease(booking), "Booking.book", Orders.orders())
            .guard(GUARD)
            .retry(RetryPolicy.of(attempts, INITIAL, 2.0, LONGEST, 0.2))
            .timeout(TIMEOUT)
            .publishes(Orders.booked())
            .handledBy((order, call) -> book(order, call, process)),
        mail(GroupPolicy.of(MAIL), Orders.booked()));
  }

  static Subscription<Order> booking(
      GroupPolicy group, Contract<Order> contract, Invocation.Single<Order> handler) {
    return Subscription.of(shortLease(group), "Booking.book", contract)
        .guard(GUARD)
        .retry(RETRY)
        .timeout(TIMEOUT)
        .publishes(Orders.booked())
        .handledBy(handler);
  }

  /** A group that books by calling another system, which remembers keys. */
  static List<Subscription<?>> callers(int attempts, GroupPolicy booking) {
    return List.of(
        Subscription.of(shortLease(booking), "Booking.call", Orders.orders())
            .guard(
                GuardPolicy.effect(
                    Duration.ofDays(7), EffectPolicy.of(Downstream.KEYED, Duration.ofSeconds(1))))
            .retry(RetryPolicy.of(attempts, INITIAL, 2.0, LONGEST, 0.2))
            .publishes(Orders.booked())
            .handledBy(Shop::call),
        mail(GroupPolicy.of(MAIL), Orders.booked()));
  }

  private static void call(Order order, HandlerCall call) {
    switch (order.fate()) {
      case REFUSED -> throw new RejectedException("not for sale");
      case FAILS_ALWAYS -> throw new IllegalStateException("no luck with " + order);
      case FAILS_ONCE -> failUnless(call.context().attempt() > 1, order);
      default -> {
        // Called.
      }
    }
    call.publish(Orders.booked(), new Booked(order.customer(), order.number()));
  }

  static Subscription<Booked> mail(GroupPolicy group, Contract<Booked> contract) {
    return Subscription.of(shortLease(group), "Mail.send", contract)
        .guard(GUARD)
        .retry(RETRY)
        .handledBy(Shop::send);
  }

  static void book(Order order, HandlerCall call, Environment process) {
    if (order.fate() == Fate.REFUSED) {
      throw new RejectedException("not for sale");
    }
    append(call, BOOKING, order);
    call.publish(Orders.booked(), new Booked(order.customer(), order.number()));
    // Last of all: a rollback has something to take back.
    switch (order.fate()) {
      case KILLS -> throw process.die("KILLED by " + order);
      case FAILS_ALWAYS -> throw new IllegalStateException("no luck with " + order);
      case FAILS_ONCE -> failUnless(call.context().attempt() > 1, order);
      case FAILS_UNTIL_FIXED ->
          failUnless(
              call.transaction()
                  .unwrap(InMemoryTransaction.class)
                  .get(FIXED, order.customer() + order.number(), Boolean.class)
                  .isPresent(),
              order);
      default -> {
        // Booked.
      }
    }
  }

  private static void failUnless(boolean works, Order order) {
    if (!works) {
      throw new IllegalStateException("no luck yet with " + order);
    }
  }

  private static void send(Booked booked, HandlerCall call) {
    append(call, MAIL, booked);
  }

  static void append(HandlerCall call, String table, Numbered message) {
    append(call.transaction().unwrap(InMemoryTransaction.class), table, message);
  }

  static void append(InMemoryTransaction transaction, String table, Numbered message) {
    transaction.merge(
        table,
        message.customer(),
        List.of(message.number()),
        (before, one) -> {
          List<Integer> all = new ArrayList<>(before);
          all.addAll(one);
          return List.copyOf(all);
        });
  }

  private static GroupPolicy shortLease(GroupPolicy group) {
    return group.lease(Duration.ofSeconds(1)).concurrency(4, 20, 5);
  }
}
