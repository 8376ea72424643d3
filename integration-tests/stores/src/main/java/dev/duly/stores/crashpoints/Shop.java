/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.Downstream;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.RejectedException;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.EffectPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.Subscription;
import dev.duly.stores.crashpoints.Orders.Booked;
import dev.duly.stores.crashpoints.Orders.Fate;
import dev.duly.stores.crashpoints.Orders.Order;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two groups: orders are booked in one, which publishes a booking for each to the other. */
final class Shop {
  static final String BOOKING = "booking";

  private static final String MAIL = "mail";
  private static final Duration WINDOW = Duration.ofDays(7);

  /** Short: whoever takes over from a dead process waits for its end. */
  private static final Duration LEASE = Duration.ofMillis(200);

  private static final RetryPolicy RETRY =
      RetryPolicy.of(4, Duration.ofMillis(5), 1.0, Duration.ofMillis(5), 0);

  private final Connection otherSystem;
  private final Boundaries boundaries;
  private final Bug bug;

  /**
   * @param otherSystem commits each statement at once
   */
  Shop(Connection otherSystem, Boundaries boundaries, Bug bug) {
    this.otherSystem = otherSystem;
    this.boundaries = boundaries;
    this.bug = bug;
  }

  /**
   * @param downstream what the other system is that books; null if booking is a row here
   */
  List<Subscription<?>> subscriptions(@Nullable Downstream downstream, boolean parks) {
    GroupPolicy booking = oneAtATime(GroupPolicy.of(BOOKING));
    return List.of(
        Subscription.of(parks ? booking.parkKeys() : booking, "Booking.book", Orders.orders())
            .guard(guard(downstream))
            .retry(RETRY)
            .publishes(Orders.booked())
            .handledBy(downstream == null ? this::book : calling(downstream)),
        Subscription.of(oneAtATime(GroupPolicy.of(MAIL)), "Mail.send", Orders.booked())
            .guard(GuardPolicy.transaction(WINDOW))
            .retry(RETRY)
            .handledBy(
                (booked, call) ->
                    write(call.transaction().connection(), MAIL, booked.customer(), booked.id())));
  }

  private GuardPolicy guard(@Nullable Downstream downstream) {
    if (bug == Bug.NO_GUARD) {
      return GuardPolicy.none();
    }
    return downstream == null
        ? GuardPolicy.transaction(WINDOW)
        : GuardPolicy.effect(WINDOW, EffectPolicy.of(downstream, LEASE));
  }

  private static GroupPolicy oneAtATime(GroupPolicy group) {
    return group.concurrency(1, 10, 1);
  }

  private void book(Order order, HandlerCall call) throws Exception {
    if (order.fate() == Fate.REFUSED) {
      throw new RejectedException("not for sale");
    }
    Connection connection = call.transaction().connection();
    write(connection, BOOKING, order.customer(), order.id());
    call.publish(Orders.booked(), new Booked(order.customer(), order.number()));
    // Last of all: a rollback has something to take back.
    boolean fails =
        switch (order.fate()) {
          case FAILS_ALWAYS -> true;
          case FAILS_ONCE -> call.context().attempt() == 1;
          case FAILS_UNTIL_FIXED -> !has(connection, "fixed", order.id());
          default -> false;
        };
    if (fails) {
      throw new IllegalStateException("no luck with " + order);
    }
  }

  private Invocation.Single<Order> calling(Downstream downstream) {
    return (order, call) -> {
      if (order.fate() == Fate.REFUSED) {
        throw new RejectedException("not for sale");
      }
      EffectKey key = call.effectKey();
      boolean skip =
          switch (downstream) {
            // It remembers keys by itself.
            case KEYED -> has(otherSystem, "done", key.value());
            case QUERY -> key.mayHaveHappened() && has(otherSystem, "done", key.value());
            case NONE -> false;
          };
      if (!skip) {
        boundaries.around(
            "OtherSystem.call",
            () -> {
              try (PreparedStatement insert =
                  otherSystem.prepareStatement(
                      "INSERT INTO done (customer, id, name) VALUES (?, ?, ?)")) {
                insert.setString(1, order.customer());
                insert.setString(2, key.value());
                insert.setString(3, order.id());
                return insert.executeUpdate();
              }
            });
      }
      call.publish(Orders.booked(), new Booked(order.customer(), order.number()));
    };
  }

  private void write(Connection connection, String table, String customer, String id)
      throws Exception {
    boundaries.around(
        "Shop." + table,
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO " + table + " (customer, id, name) VALUES (?, ?, ?)")) {
            insert.setString(1, customer);
            insert.setString(2, id);
            insert.setString(3, id);
            return insert.executeUpdate();
          }
        });
  }

  private static boolean has(Connection connection, String table, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM " + table + " WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }
}
