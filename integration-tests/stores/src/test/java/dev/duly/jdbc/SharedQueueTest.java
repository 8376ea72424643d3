/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.QueueProcess.BILLING;
import static dev.duly.jdbc.QueueProcess.TERMS;
import static dev.duly.jdbc.QueueProcess.message;
import static dev.duly.jdbc.QueueProcess.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.TransportException;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Delivery;
import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Verdict;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several users of one queue: here each has a transport of its own, as processes have. */
@SuppressWarnings("NullAway.Init") // JUnit calls createDatabase first.
abstract class SharedQueueTest {
  private static final ServerQueue.Terms EMPTIED_SOON =
      new ServerQueue.Terms(Duration.ZERO, Duration.ofSeconds(10));

  private Database database;

  abstract DatabaseServer server();

  abstract QueueSql sql();

  /** Asks whether somebody waits for the lock of a row. */
  abstract String isBlocked();

  /** Asks for the time of the server, as an {@link Instant} is written. */
  abstract String now();

  /** Asks how many bytes the tables take whose names are like {@code pattern}. */
  abstract String size(String pattern);

  abstract String createUser(String user);

  /** The statements of the documentation, for the user {@code shop}. */
  abstract List<String> grants(Database database) throws Exception;

  abstract List<String> dropUser(String user);

  @BeforeEach
  final void createDatabase() throws SQLException {
    database = server().createDatabase();
  }

  @AfterEach
  final void dropDatabase() throws SQLException {
    database.close();
  }

  final Database database() {
    return database;
  }

  final SharedQueue queue() {
    return queue(TERMS);
  }

  private SharedQueue queue(ServerQueue.Terms terms) {
    return QueueProcess.queue(database.url(), database.user(), database.password(), terms);
  }

  static void send(SharedQueue queue, Outgoing... messages) {
    queue.send(List.of(messages)).toCompletableFuture().join();
  }

  static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(QueueProcess::text).toList();
  }

  static List<Delivery> take(Source source, int count) {
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count) {
      List<Delivery> polled = source.poll(count - all.size(), Duration.ofSeconds(20));
      assertThat(polled).as("after %s of %s messages", all.size(), count).isNotEmpty();
      all.addAll(polled);
    }
    return all;
  }

  final String query(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(query(sql));
  }

  /** Counts how often another segment was opened, as often as it looks. */
  private final class Turns {
    private String segment = "1";
    private int count;

    int count() throws SQLException {
      String open = query("SELECT segment FROM duly_queue_head");
      if (!open.equals(segment)) {
        segment = open;
        count++;
      }
      return count;
    }
  }

  @Test
  final void ordersOfKeysAreKeptWhileProcessesComeAndGo() throws Exception {
    int messages = 4000;
    int keys = 40;
    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger bySecond = new AtomicInteger();
    try (SharedQueue first = queue();
        SharedQueue second = queue();
        Source one = first.open(BILLING)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < messages; i += 8) {
                  Outgoing[] batch = new Outgoing[8];
                  for (int j = 0; j < batch.length; j++) {
                    batch[j] = message("k" + (i + j) % keys, i + j);
                  }
                  send(first, batch);
                }
              });
      CompletableFuture<Void> taking =
          CompletableFuture.runAsync(
              () -> {
                while (taken.size() < messages) {
                  takeSome(one, taken);
                }
              });
      for (int round = 0; round < 3 && taken.size() < messages; round++) {
        // It comes, gets its share, works for a while, and goes.
        int before = bySecond.get();
        try (Source other = second.open(BILLING)) {
          while (bySecond.get() < before + 100 && taken.size() < messages) {
            bySecond.addAndGet(takeSome(other, taken));
          }
        }
      }
      sending.get(60, TimeUnit.SECONDS);
      taking.get(60, TimeUnit.SECONDS);
    }
    assertThat(bySecond).hasPositiveValue();
    assertThat(taken).hasSize(messages).doesNotHaveDuplicates();
    assertOrder(taken);
  }

  private static int takeSome(Source source, List<String> taken) {
    List<Delivery> polled = source.poll(10, Duration.ofMillis(20));
    taken.addAll(texts(polled));
    settle(source, polled, Verdict.EFFECT);
    return polled.size();
  }

  static void assertOrder(List<String> taken) {
    Map<String, Integer> last = new HashMap<String, Integer>();
    for (String text : taken) {
      String[] parts = text.split("-", -1);
      int number = Integer.parseInt(parts[1]);
      Integer before = last.put(parts[0], number);
      assertThat(before == null || before < number).as("order of %s", text).isTrue();
    }
  }

  @Test
  final void aShardStaysWithItsProcessWhileThatHoldsMessagesOfIt() throws Exception {
    int keys = 30;
    try (SharedQueue first = queue();
        SharedQueue second = queue();
        Source one = first.open(BILLING)) {
      for (int i = 0; i < 2 * keys; i++) {
        send(first, message("k" + i % keys, i));
      }
      List<Delivery> held = take(one, keys);
      try (Source other = second.open(BILLING)) {
        // What is idle is given up at once.
        while (query("SELECT COUNT(DISTINCT member) FROM duly_queue_shard").equals("1")) {
          assertThat(other.poll(10, Duration.ofMillis(10))).isEmpty();
        }
        assertThat(other.poll(10, Duration.ofMillis(600))).isEmpty();

        settle(one, held, Verdict.EFFECT);

        List<String> rest = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> taking =
            CompletableFuture.runAsync(
                () -> {
                  while (rest.size() < keys) {
                    takeSome(other, rest);
                  }
                });
        while (rest.size() < keys) {
          takeSome(one, rest);
        }
        taking.get(60, TimeUnit.SECONDS);
        assertThat(rest)
            .hasSize(keys)
            .doesNotHaveDuplicates()
            .doesNotContainAnyElementsOf(texts(held));
      }
    }
  }

  @Test
  final void aMessageThatIsCommittedLateIsNeitherOvertakenNorSkipped() throws Exception {
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING);
        Connection slow = database.connect()) {
      slow.setAutoCommit(false);
      QueueHead head = QueueHead.read(slow, new SharedSubscriptionTable(sql()), false);
      boolean appended =
          sql()
              .log()
              .append(slow, head, List.of(MessageLog.Addressed.of(message("k", 1), head, 0)));
      assertThat(appended).isTrue();
      CompletableFuture<Void> next = CompletableFuture.runAsync(() -> send(queue, message("k", 2)));
      awaitBlockedOr(next);

      assertThat(source.poll(10, Duration.ZERO)).isEmpty();
      assertThat(next).isNotDone();
      slow.commit();

      assertThat(texts(take(source, 2))).containsExactly("k-1", "k-2");
      next.get(30, TimeUnit.SECONDS);
    }
  }

  private void awaitBlockedOr(CompletableFuture<Void> done) throws Exception {
    while (!done.isDone() && number(isBlocked()) == 0) {
      Thread.onSpinWait();
    }
  }

  /** More than one statement may hold. */
  @Test
  final void aBatchOfLargeMessagesArrivesWholeAndInOrder() {
    int count = 24;
    byte[] body = new byte[1 << 20];
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING)) {
      List<Outgoing> batch = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Map<String, String> headers = Map.of("ce-id", Integer.toString(i));
        batch.add(new Outgoing("orders", "placed", null, "k", headers, body));
      }
      queue.send(batch).toCompletableFuture().join();

      List<Delivery> taken = take(source, count);

      assertThat(taken).allSatisfy(each -> assertThat(each.body()).hasSize(body.length));
      assertThat(taken.stream().map(each -> each.headers().get("ce-id")))
          .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  final void whoSubscribesWhileOthersSendMissesNothing() throws Exception {
    try (SharedQueue sender = queue();
        SharedQueue subscriber = queue()) {
      try (Source first = sender.open(BILLING)) {
        send(sender, message("k", 1));
        assertThat(texts(take(first, 1))).containsExactly("k-1");
        // The sender has not heard of this group.
        try (Source mail =
            subscriber.open(new ConsumerSpec("orders", "mail", Set.of(), Duration.ofSeconds(30)))) {
          send(sender, message("k", 2));
          assertThat(texts(take(mail, 1))).containsExactly("k-2");
        }
      }
    }
  }

  @Test
  final void aDelayedMessageComesWhenItIsDueAndOnce() {
    try (SharedQueue queue = queue();
        SharedQueue other = queue();
        Source source = other.open(BILLING)) {
      Instant due = Instant.now().plusMillis(600);
      queue.sendLater(List.of(message("k", 1), message("k", 2)), due).toCompletableFuture().join();
      send(queue, message("k", 3));

      List<Delivery> taken = take(source, 3);

      assertThat(texts(taken)).containsExactly("k-3", "k-1", "k-2");
      assertThat(taken.get(1).sentAt()).isAfterOrEqualTo(due);
      settle(source, taken, Verdict.EFFECT);
      assertThat(source.poll(10, Duration.ofMillis(600))).isEmpty();
    }
  }

  @Test
  final void whatIsStillKeptIsReplayedToOneGroupInOrder() throws Exception {
    ConsumerSpec mail = new ConsumerSpec("orders", "mail", Set.of(), Duration.ofSeconds(30));
    try (SharedQueue queue = queue();
        Source billing = queue.open(BILLING);
        Source other = queue.open(mail)) {
      send(queue, message("k", 1));
      Instant since = Instant.parse(query(now()));
      send(queue, message("k", 2), message("k", 3));
      settle(billing, take(billing, 3), Verdict.EFFECT);
      settle(other, take(other, 3), Verdict.EFFECT);

      assertThat(queue.replay("orders", "billing", since)).isEqualTo(2);

      assertThat(texts(take(billing, 2))).containsExactly("k-2", "k-3");
      assertThat(other.poll(10, Duration.ofMillis(100))).isEmpty();
      assertThatThrownBy(() -> queue.replay("orders", "nobody", since))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("DulyQueueUnknownGroup");
    }
  }

  @Test
  final void whatOneGroupHasNotSettledIsKeptThoughTheRingIsFull() throws Exception {
    ConsumerSpec mail = new ConsumerSpec("orders", "mail", Set.of(), Duration.ofSeconds(30));
    try (SharedQueue queue = queue(EMPTIED_SOON);
        Source billing = queue.open(BILLING)) {
      queue.open(mail).close();
      Turns turns = new Turns();
      int sent = 0;
      while (!query("SELECT COUNT(*) FROM duly_queue_segment WHERE opened_at IS NULL").equals("0")
          && turns.count() < 2 * Segments.COUNT) {
        send(queue, message("k", sent++));
        settle(billing, take(billing, 1), Verdict.EFFECT);
      }
      send(queue, message("k", sent++));

      try (Source late = queue.open(mail)) {
        List<String> texts = texts(take(late, sent));
        assertThat(texts).doesNotHaveDuplicates().startsWith("k-0");
        assertOrder(texts);
      }
    }
  }

  @Test
  final void aUserWhoMayOnlyUseTheTablesIsEnough() throws Exception {
    queue().close();
    String user = database.name() + "_user";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(createUser(user));
      try {
        for (String grant : grants(database)) {
          statement.execute(grant.replace(" TO shop", " TO " + user));
        }
        try (SharedQueue queue = QueueProcess.queue(database.url(), user, "secret", EMPTIED_SOON);
            Source source = queue.open(BILLING)) {
          Turns turns = new Turns();
          while (turns.count() < Segments.COUNT + 2) {
            send(queue, message("k", 1));
            settle(source, take(source, 1), Verdict.EFFECT);
          }
        }
      } finally {
        for (String sql : dropUser(user)) {
          statement.execute(sql);
        }
      }
    }
  }

  static List<String> documentation() throws IOException {
    return Files.readAllLines(Path.of("").toAbsolutePath().resolve("../../docs/queue.md"));
  }

  @Test
  final void theLedgerBalances() throws Exception {
    try (SharedQueue queue = queue();
        Source source = queue.open(BILLING)) {
      for (int i = 0; i < 6; i++) {
        send(queue, message("k" + i, i));
      }
      List<Delivery> taken = take(source, 5);
      settle(source, taken.subList(0, 2), Verdict.EFFECT);
      settle(source, taken.subList(2, 3), Verdict.DUPLICATE);
      settle(source, taken.subList(3, 4), Verdict.DEAD);
      settle(source, taken.subList(4, 5), Verdict.DROPPED);
      settle(source, taken.subList(0, 1), Verdict.DEAD);

      assertThat(
              query(
                  "SELECT CONCAT_WS(' ', group_id, received, effects, duplicates, dead, dropped,"
                      + " pending + in_flight) FROM duly_queue_ledger"))
          .isEqualTo("billing 6 2 1 1 1 1");
      try (SharedQueue other = queue()) {
        assertThat(other.locate("orders", "order-placed", KeyDigest.of("k3-3")))
            .containsEntry("billing", DeliveryState.DEAD);
      }
    }
  }

  /** The oldest transaction holds a snapshot and a number: neither stops the queue nor fills it. */
  @Test
  final void aTransactionThatStaysOpenNeitherStopsTheQueueNorFillsIt() throws Exception {
    try (Connection open = database.connect();
        Statement statement = open.createStatement()) {
      statement.execute("CREATE TABLE other (id INTEGER)");
      open.setAutoCommit(false);
      open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("INSERT INTO other VALUES (1)");
      statement.execute("SELECT * FROM other");
      try (SharedQueue queue = queue(EMPTIED_SOON);
          Source source = queue.open(BILLING)) {
        String body = "x".repeat(1000);
        long sent = 0;
        Turns turns = new Turns();
        // Each segment has been used twice.
        while (turns.count() < 2 * Segments.COUNT) {
          List<Outgoing> batch = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            batch.add(
                new Outgoing(
                    "orders",
                    "placed",
                    null,
                    "k" + i % 7,
                    Map.of(),
                    body.getBytes(StandardCharsets.UTF_8)));
          }
          queue.send(batch).toCompletableFuture().join();
          settle(source, take(source, batch.size()), Verdict.EFFECT);
          sent += batch.size();
        }
        assertThat(number(size("duly_queue_%")))
            .as("bytes, of %s messages", sent)
            .isLessThan(sent * 800);
        assertThat(
                number(size("duly_queue_shard"))
                    + number(size("duly_queue_head"))
                    + number(size("duly_queue_member")))
            .isLessThan(1 << 20);
      }
      open.rollback();
    }
  }
}
