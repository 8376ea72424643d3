/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.MessageType;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.visibility.Observer;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.testing.InMemoryTransport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server fails handlers in the middle. Each has one attempt only: what were counted would be
 * a dead letter at once.
 */
class HandlerStoreFailureTest {
  private static final int MESSAGES = 40;
  private static final int LANES = 4;
  private static final int PATIENCE = 60;

  private final Queue<Integer> attempts = new ConcurrentLinkedQueue<>();

  /** One for an account; those of an account are in order. */
  private record Booking(String id, int account) {}

  private static final MessageContract<Booking> BOOKING =
      new MessageContract<>() {
        private final MessageType<Booking> type =
            MessageType.event(Booking.class, "bookings", "booking");

        @Override
        public MessageType<Booking> type() {
          return type;
        }

        @Override
        public MessageKey idempotencyKey(Booking message) {
          return KeyDigest.of(message.id());
        }

        @Override
        public String partitionKey(Booking message) {
          return "a-" + message.account();
        }
      };

  private Duly start(
      Product product, Database database, Invocation.Single<Booking> handler, Observer observer) {
    return Duly.builder()
        .transport(new InMemoryTransport(Clock.systemUTC()))
        .store(product.store(database))
        .observer(observer)
        .prepare(
            (tx, outbox) -> {
              try (Statement statement = tx.connection().createStatement()) {
                statement.execute("CREATE TABLE booked (id VARCHAR(20) NOT NULL)");
                statement.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, booked INTEGER)");
                statement.execute("INSERT INTO account VALUES (0, 0), (1, 0), (2, 0), (3, 0)");
              }
            })
        .subscriptions(
            Subscription.of(
                    GroupPolicy.of("ledger").concurrency(LANES, MESSAGES, 5),
                    "Ledger.book",
                    BOOKING)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .retry(RetryPolicy.of(1, Duration.ofSeconds(1), 1, Duration.ofHours(1), 0))
                .handledBy(
                    (booking, call) -> {
                      attempts.add(call.context().attempt());
                      handler.handle(booking, call);
                    }))
        .start();
  }

  @EachProduct
  void aServerThatIsAwayForAWhileCostsNoAttempt(Product product) throws Exception {
    CountDownLatch inside = new CountDownLatch(LANES);
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch noticed = new CountDownLatch(2 * LANES);
    Observer observer =
        new Observer() {
          @Override
          public void trouble(String what, Throwable failure) {
            noticed.countDown();
          }
        };
    try (DatabaseServer server = product.own();
        Database database = server.createDatabase();
        Duly duly =
            start(
                product,
                database,
                (booking, call) -> {
                  book(call, booking);
                  inside.countDown();
                  await(away);
                  count(call, booking.account());
                },
                observer)) {
      for (int i = 0; i < MESSAGES; i++) {
        duly.publish(new Booking("b-" + i, i % LANES));
      }
      await(inside);
      server.kill();
      away.countDown();
      // Those it was taken from, and what they find when they try again.
      await(noticed);
      server.start();

      assertThat(duly.drain(Duration.ofSeconds(PATIENCE))).isTrue();
      assertThat(attempts).containsOnly(1).hasSizeGreaterThan(MESSAGES);
      assertThat(duly.deadLetters().list(10)).isEmpty();
      assertBookedOnce(database);
    }
  }

  @EachProduct
  void ofTwoHandlersInADeadlockBothAreDone(Product product) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Duly duly =
            start(
                product,
                database,
                (booking, call) -> {
                  book(call, booking);
                  count(call, booking.account());
                  if (runs.getAndIncrement() < 2) {
                    both.await(PATIENCE, TimeUnit.SECONDS);
                  }
                  count(call, 1 - booking.account());
                },
                Observer.NONE)) {
      duly.publish(new Booking("b-0", 0));
      duly.publish(new Booking("b-1", 1));

      assertThat(duly.drain(Duration.ofSeconds(PATIENCE))).isTrue();
      assertThat(attempts).containsOnly(1).hasSizeGreaterThan(2);
      assertThat(duly.deadLetters().list(10)).isEmpty();
      assertThat(number(database, "SELECT COUNT(*) FROM booked")).isEqualTo(2);
      assertThat(number(database, "SELECT SUM(booked) FROM account")).isEqualTo(4);
    }
  }

  @EachProduct
  void whatIsTheHandlersOwnStillCounts(Product product) throws Exception {
    try (DatabaseServer server = product.find();
        Database database = server.createDatabase();
        Duly duly =
            start(
                product,
                database,
                (booking, call) -> {
                  try (Statement statement = call.transaction().connection().createStatement()) {
                    statement.execute("INSERT INTO account VALUES (0, 0)");
                  }
                },
                Observer.NONE)) {
      duly.publish(new Booking("b-0", 0));

      assertThat(duly.drain(Duration.ofSeconds(PATIENCE))).isTrue();
      assertThat(attempts).containsExactly(1);
      assertThat(duly.deadLetters().list(10)).hasSize(1);
    }
  }

  private static void book(HandlerCall call, Booking booking) throws SQLException {
    try (PreparedStatement insert =
        call.transaction().connection().prepareStatement("INSERT INTO booked VALUES (?)")) {
      insert.setString(1, booking.id());
      insert.executeUpdate();
    }
  }

  /** Throws what says nothing of the database; its cause does. */
  private static void count(HandlerCall call, int account) {
    try (PreparedStatement update =
        call.transaction()
            .connection()
            .prepareStatement("UPDATE account SET booked = booked + 1 WHERE id = ?")) {
      update.setInt(1, account);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("as a framework wraps it", e);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
  }

  private static void assertBookedOnce(Database database) throws SQLException {
    assertThat(number(database, "SELECT COUNT(*) FROM booked")).isEqualTo(MESSAGES);
    assertThat(number(database, "SELECT COUNT(DISTINCT id) FROM booked")).isEqualTo(MESSAGES);
    assertThat(number(database, "SELECT SUM(booked) FROM account")).isEqualTo(MESSAGES);
  }

  private static int number(Database database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
