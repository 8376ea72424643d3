/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The segments of the outbox on PostgreSQL are emptied as a whole, and only when nobody needs them.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up first.
class OutboxSegmentsTest {
  /** As many as make a segment full. */
  private static final int SEGMENT = 20_000;

  private static final int UNIT = 1_000;

  /** What was written first, and is in the first segment. */
  private static final String FIRST = "SELECT COUNT(*) FROM duly_outbox WHERE id <= " + SEGMENT;

  private static final String OUTBOX = "relname IN ('duly_outbox', 'duly_outbox_2')";

  private static DatabaseServer server;
  private Database database;
  private Store store;
  private int written;
  private final List<Integer> relayed = new ArrayList<>();

  @BeforeAll
  static void startServer() {
    server = Product.POSTGRES.own();
  }

  @AfterAll
  static void stopServer() throws SQLException {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    database = server.createDatabase();
    store = Product.POSTGRES.store(database);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    database.close();
  }

  @Test
  void nothingIsDeletedRowByRow() throws Exception {
    relayThrough(store, 3);

    assertThat(number("SELECT COUNT(*) FROM duly_outbox_waiting")).isZero();
    // What is left has been sent, and goes with its segment.
    assertThat(number("SELECT COUNT(*) FROM duly_outbox")).isLessThanOrEqualTo(SEGMENT);
    assertThat(number("SELECT COUNT(*) FROM duly_outbox_2")).isLessThanOrEqualTo(SEGMENT);
    awaitStatistics(written);
    assertThat(number("SELECT SUM(n_tup_del) FROM pg_stat_user_tables WHERE " + OUTBOX)).isZero();
    assertRelayedInOrder();
  }

  /** In each isolation: in a stricter one, a statement does not see what others have just done. */
  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  void aWriterThatIsStillThereKeepsItsSegmentAndItsMessagesComeLate(String isolation)
      throws Exception {
    try (Store ours = Product.POSTGRES.store(Product.POSTGRES.source(database, isolation));
        UnitOfWork slow = store.begin()) {
      slow.enqueue(List.of(message("slow", -1)));
      relayThrough(ours, 2);
      // Full long ago, but not to be emptied.
      assertThat(number("SELECT segment FROM duly_relay")).isEqualTo(2);
      assertThat(number(FIRST)).isPositive();
      write(store, 1);
      List<OutboxEntry> taken = ours.outbox(10);
      // After the look of this turn, and before the segments are looked at in its end.
      slow.commit();
      confirm(ours, taken);

      List<OutboxEntry> late = ours.outbox(10);
      assertThat(late).extracting(entry -> entry.message().partitionKey()).containsExactly("slow");
      // Not confirmed yet: as before.
      assertThat(number(FIRST)).isPositive();
      ours.removeFromOutbox(late);
      relayThrough(ours, 2);
      assertThat(number("SELECT COUNT(*) FROM duly_outbox_waiting")).isZero();
      assertThat(number(FIRST)).isZero();
    }
    assertRelayedInOrder();
  }

  @Test
  void whatIsRolledBackIsNotWaitedForAfterItsEnd() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (UnitOfWork given = store.begin()) {
        given.enqueue(List.of(message("given up", -1)));
      }
      write(store, 1);
      relay(store);
    }
    assertThat(number("SELECT cardinality(gap_from) FROM duly_relay")).isLessThan(3);
    assertRelayedInOrder();
  }

  @Test
  void aReaderOfTheTableIsNotInTheWayOfAnybody() throws Exception {
    try (Connection report = database.connect();
        Statement statement = report.createStatement()) {
      report.setAutoCommit(false);
      statement.execute("SELECT COUNT(*) FROM duly_outbox");
      relayThrough(store, 2);
      assertThat(number(FIRST)).isPositive();
      report.rollback();
    }
    relayThrough(store, 2);
    assertThat(number(FIRST)).isZero();
    assertRelayedInOrder();
  }

  @Test
  void whatWasNotConfirmedIsReadAgainByTheNext() throws Exception {
    write(store, 3);
    List<OutboxEntry> lost = store.outbox(2);
    assertThat(lost).hasSize(2);
    store.close();
    try (Store next = Product.POSTGRES.store(database)) {
      List<OutboxEntry> again = next.outbox(10);
      assertThat(ids(again)).hasSize(3).startsWith(lost.get(0).id());
      // Only the last of them is heard of.
      next.removeFromOutbox(again.subList(2, 3));
      assertThat(ids(next.outbox(10))).isEqualTo(ids(again.subList(0, 2)));
    }
  }

  private static List<Long> ids(List<OutboxEntry> entries) {
    return entries.stream().map(OutboxEntry::id).toList();
  }

  /** Writes and relays so many segments' worth. */
  private void relayThrough(Store relay, int segments) {
    for (int i = 0; i < segments * SEGMENT; i += UNIT) {
      write(store, UNIT);
      relay(relay);
    }
  }

  private void write(Store to, int count) {
    try (UnitOfWork unit = to.begin()) {
      unit.enqueue(
          IntStream.range(written, written + count).mapToObj(i -> message("key", i)).toList());
      unit.commit();
    }
    written += count;
  }

  private static Outgoing message(String key, int number) {
    return new Outgoing(
        "channel", "message", null, key, Map.of("number", Integer.toString(number)), new byte[0]);
  }

  private void relay(Store from) {
    for (List<OutboxEntry> entries = from.outbox(UNIT);
        !entries.isEmpty();
        entries = from.outbox(UNIT)) {
      confirm(from, entries);
    }
  }

  private void confirm(Store from, List<OutboxEntry> entries) {
    entries.forEach(entry -> relayed.add(Integer.valueOf(entry.message().headers().get("number"))));
    from.removeFromOutbox(entries);
  }

  private void assertRelayedInOrder() {
    assertThat(relayed).isEqualTo(IntStream.range(0, written).boxed().toList());
  }

  /** The server counts a little later. */
  private void awaitStatistics(int rows) throws Exception {
    String counted = "SELECT COALESCE(SUM(n_tup_ins), 0) FROM pg_stat_user_tables WHERE " + OUTBOX;
    for (int i = 0; number(counted) < rows; i++) {
      assertThat(i).as("looks at the statistics").isLessThan(3000);
      Thread.sleep(10);
    }
  }

  private int number(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
