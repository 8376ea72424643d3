/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.QueueProcess.BILLING;
import static dev.duly.jdbc.QueueProcess.TERMS;
import static dev.duly.jdbc.QueueProcess.message;
import static dev.duly.jdbc.QueueProcess.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a queue are killed and paused, and so is the server. */
@SuppressWarnings("NullAway.Init") // JUnit calls startServer first.
abstract class SharedQueueFaultsTest {
  private static final int KILLS = Integer.getInteger("duly.kills", 4);
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int SERVER_KILLS = 2;
  private static final int KEYS = 30;
  private static final int A_LIFE = 1000;

  @TempDir Path directory;

  private final Product product;

  private DatabaseServer server;
  private Database database;

  SharedQueueFaultsTest(Product product) {
    this.product = product;
  }

  /** The type of a column that numbers its rows. */
  abstract String numbered();

  @BeforeEach
  final void startServer() throws SQLException {
    server = product.own();
    database = server.createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE taken (id "
              + numbered()
              + " PRIMARY KEY, message VARCHAR(100) NOT NULL, redelivered BOOLEAN NOT NULL)");
    }
  }

  @AfterEach
  final void stopServer() throws SQLException {
    server.close();
  }

  final DatabaseServer server() {
    return server;
  }

  final SharedQueue queue() {
    return QueueProcess.queue(database.url(), database.user(), database.password(), TERMS);
  }

  private ChildProcess child(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(database.url(), database.user()));
    arguments.addAll(List.of(more));
    return new ChildProcess(
        QueueProcess.class,
        directory.resolve("log"),
        Map.of("QUEUE_PASSWORD", database.password()),
        arguments);
  }

  static void send(SharedQueue queue, List<Outgoing> messages) {
    queue.send(messages).toCompletableFuture().join();
  }

  static List<Outgoing> messages(int from, int to) {
    List<Outgoing> batch = new ArrayList<>();
    for (int i = from; i < to; i++) {
      batch.add(message("k" + i % KEYS, i));
    }
    return batch;
  }

  static List<Delivery> pollSome(Source source) {
    List<Delivery> polled = List.of();
    while (polled.isEmpty()) {
      polled = source.poll(100, Duration.ofSeconds(1));
    }
    return polled;
  }

  @Test
  final void killedProcessesLoseNothingAndKeepTheOrder() throws Exception {
    Random random = new Random(SEED);
    int messages = KILLS * A_LIFE;
    try (SharedQueue queue = queue()) {
      queue.open(BILLING).close();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < messages; i += 25) {
                  send(queue, messages(i, i + 25));
                }
              });
      try (ChildProcess survivor = child()) {
        for (int life = 0; life < KILLS; life++) {
          try (ChildProcess victim = child()) {
            hear(victim, 1 + random.nextInt(100));
            victim.kill();
          }
        }
        sending.get(60, TimeUnit.SECONDS);
        hearUntilAllAreTaken(survivor, messages);
      }
    }
    check(messages);
  }

  private static void hear(ChildProcess child, int lines) throws Exception {
    for (int i = 0; i < lines; i++) {
      assertThat(child.line()).isNotNull();
    }
  }

  private void hearUntilAllAreTaken(ChildProcess child, int messages) throws Exception {
    while (count("SELECT COUNT(DISTINCT message) FROM taken") < messages
        || count("SELECT COUNT(*) FROM duly_queue_settled") < messages) {
      assertThat(child.line()).isNotNull();
    }
  }

  final long count(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void check(int messages) throws SQLException {
    Set<String> seen = new HashSet<>();
    List<String> firsts = new ArrayList<>();
    int repeated = 0;
    int unmarked = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT message, redelivered FROM taken ORDER BY id")) {
      while (rows.next()) {
        if (seen.add(rows.getString(1))) {
          firsts.add(rows.getString(1));
        } else {
          repeated++;
          unmarked += rows.getBoolean(2) ? 0 : 1;
        }
      }
    }
    int lost = messages - seen.size();
    System.out.printf(
        "PROOF kill.queue.%s runs=%d messages=%d lost=%d redelivered=%d unmarked=%d seed=%d%n",
        product, KILLS, messages, lost, repeated, unmarked, SEED);
    assertThat(lost).isZero();
    assertThat(unmarked).as("duplicates that are no redeliveries").isZero();
    SharedQueueTest.assertOrder(firsts);
  }

  @Test
  final void whatAPausedProcessSettlesTooLateIsRefused() throws Exception {
    try (SharedQueue queue = queue()) {
      queue.open(BILLING).close();
      send(queue, messages(0, 3));
      // Long enough to be paused before it settles, and over when the others have its messages.
      try (ChildProcess paused = child("3000")) {
        hear(paused, 3);
        paused.pause();
        try (Source source = queue.open(BILLING)) {
          List<Delivery> again = new ArrayList<>();
          while (again.size() < 3) {
            again.addAll(pollSome(source));
          }
          assertThat(again).allMatch(Delivery::redelivered);
          paused.resume();
          assertThat(paused.line()).isEqualTo("settled");

          assertThat(count("SELECT COUNT(*) FROM duly_queue_settled")).isZero();
          settle(source, again, Verdict.DUPLICATE);
          assertThat(count("SELECT COUNT(*) FROM duly_queue_settled WHERE verdict = 'DUPLICATE'"))
              .isEqualTo(3);
        }
      }
    }
  }

  @Test
  final void aServerThatIsKilledKeepsWhatWasConfirmed() throws Exception {
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING)) {
      send(queue, messages(0, 200));
      List<Delivery> first = source.poll(50, Duration.ofSeconds(10));
      settle(source, first, Verdict.EFFECT);
      Set<String> settled = new HashSet<>();
      first.forEach(each -> settled.add(QueueProcess.text(each)));
      server.kill();
      server.start();
      retrying(() -> send(queue, messages(200, 300)));
      Set<String> rest = new HashSet<>();
      while (rest.size() < 300 - settled.size()) {
        retrying(
            () -> {
              List<Delivery> polled = source.poll(100, Duration.ofMillis(100));
              settle(source, polled, Verdict.EFFECT);
              polled.forEach(each -> rest.add(QueueProcess.text(each)));
            });
      }
      assertThat(rest).doesNotContainAnyElementsOf(settled);
      assertThat(count("SELECT COUNT(*) FROM duly_queue_settled")).isEqualTo(300);
    }
  }

  /** What others have seen and the server has lost must not be taken for what comes after it. */
  @Test
  final void aServerThatIsKilledUnderLoadLosesAndSwallowsNothing() throws Exception {
    int messages = 600;
    List<String> taken = new ArrayList<>();
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING)) {
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                while (sent.get() < messages) {
                  int from = sent.get();
                  retrying(() -> send(queue, messages(from, from + 5)));
                  sent.addAndGet(5);
                }
              });
      Set<String> seen = new HashSet<>();
      int kills = 0;
      while (seen.size() < messages) {
        if (kills < SERVER_KILLS && sent.get() > messages * (kills + 1) / (SERVER_KILLS + 1)) {
          kills++;
          server.kill();
          server.start();
        }
        retrying(
            () -> {
              List<Delivery> polled = source.poll(20, Duration.ofMillis(100));
              polled.stream().map(QueueProcess::text).filter(seen::add).forEach(taken::add);
              settle(source, polled, Verdict.EFFECT);
            });
      }
      sending.get(60, TimeUnit.SECONDS);
      assertThat(kills).isEqualTo(SERVER_KILLS);
    }
    assertThat(taken).hasSize(messages);
    SharedQueueTest.assertOrder(taken);
  }

  static void retrying(Runnable action) {
    while (true) {
      try {
        action.run();
        return;
      } catch (TransportException | CompletionException again) {
        Thread.onSpinWait();
      }
    }
  }
}
