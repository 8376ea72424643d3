/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.jdbc.PostgreSql;
import dev.duly.runtime.Duly;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.Subscription;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.AdjustableClock;
import dev.duly.testing.VirtualScheduler;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One life of the application: its queue is embedded, its store on a server.
 *
 * @param queue the directory of the queue
 * @param url of the schema the store is in
 * @param bug what is wrong with it
 */
public record Life(Pattern pattern, Path queue, String url, String user, String password, Bug bug) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  /** Puts the messages of the pattern into the queue; nothing is handled. */
  public void fill() throws Exception {
    Boundaries none = new Boundaries(0, name -> {});
    try (Connection plain = connect();
        Store store = PostgreSql.store(url, user, password)) {
      VirtualScheduler thread = new VirtualScheduler(new AdjustableClock(Instant.now()), null);
      Embedded embedded = open(thread);
      try (Duly duly = start(embedded, store, thread, new Stillness(), none, plain)) {
        // Sent in one batch, before anything is polled.
        CompletableFuture<?>[] sent =
            pattern.orders().stream()
                .map(order -> duly.publishAsync(order).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        runUntil(CompletableFuture.allOf(sent)::isDone, thread);
        CompletableFuture.allOf(sent).join();
      } finally {
        embedded.store().close();
      }
    }
  }

  /**
   * Works until nothing is left, and ends in good order.
   *
   * @param last the boundary to stand still at for ever; 0 for none
   * @param reached is told its name
   */
  public Outcome live(int last, Consumer<String> reached) throws Exception {
    Boundaries boundaries = new Boundaries(last, reached);
    Stillness stillness = new Stillness();
    VirtualScheduler thread = new VirtualScheduler(new AdjustableClock(Instant.now()), null);
    Embedded embedded = open(thread);
    List<String> state;
    try (Connection plain = connect();
        Store store = PostgreSql.store(url, user, password);
        Duly duly = start(embedded, store, thread, stillness, boundaries, plain)) {
      do {
        stillness.disturbed();
        runUntil(() -> nothingMoves(duly, stillness, plain), thread);
      } while (pattern.operate(duly));
      state = FinalState.read(plain, store, embedded.transport());
    } finally {
      embedded.store().close();
    }
    return new Outcome(boundaries.names(), state);
  }

  /**
   * What came of a life.
   *
   * @param boundaries the names of what it passed, in order
   * @param state what is in the tables and in the dead-letter channels, a line for each thing
   */
  public record Outcome(List<String> boundaries, List<String> state) {}

  private Embedded open(VirtualScheduler thread) {
    return ServiceLoader.load(EmbeddedProvider.class)
        .findFirst()
        .orElseThrow()
        .open(queue, thread.clock());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  private Duly start(
      Embedded embedded,
      Store store,
      VirtualScheduler thread,
      Stillness stillness,
      Boundaries boundaries,
      Connection plain) {
    Transport broker = embedded.transport();
    Shop shop = new Shop(plain, boundaries, bug);
    Transport counted =
        CountedPort.of(
            Transport.class,
            bug == Bug.SETTLES_EARLY ? new SettledEarly(broker) : broker,
            boundaries,
            stillness);
    return Duly.builder()
        .instance("shop")
        .source("shop")
        .transport(counted)
        .store(CountedPort.of(Store.class, store, boundaries, stillness))
        .scheduler(thread)
        .clock(thread.clock())
        .random(new Random(1))
        .subscriptions(
            shop.subscriptions(pattern.downstream(), pattern.parks())
                .toArray(new Subscription<?>[0]))
        .start();
  }

  /** Pauses of the application take no time, but leases on the server end by the server's clock. */
  private static void runUntil(BooleanSupplier done, VirtualScheduler thread) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean ended =
        thread.runUntil(() -> System.nanoTime() - end > 0 || done.getAsBoolean(), FOR_EVER);
    if (!ended || !done.getAsBoolean()) {
      throw new IllegalStateException("work is left after " + PATIENCE);
    }
  }

  private static boolean nothingMoves(Duly duly, Stillness stillness, Connection plain) {
    return stillness.isStill()
        && duly.ledger().values().stream().allMatch(page -> page.inFlight() == 0)
        && isOutboxEmpty(plain);
  }

  /** Asked of the table: while the turn of a dead relay is not over, its store says nothing. */
  private static boolean isOutboxEmpty(Connection plain) {
    try (Statement statement = plain.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM duly_outbox_waiting LIMIT 1")) {
      return !rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException("the outbox cannot be read", e);
    }
  }
}
