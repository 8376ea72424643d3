/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.servers.FaultyLink;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server goes away, or the way to it does, in the middle of things; the same on each. */
@SuppressWarnings("NullAway.Init") // JUnit calls open first.
abstract class OutageTest {
  private static final String EFFECT = "INSERT INTO effect VALUES ('effect')";

  private final Product product;

  private DatabaseServer server;
  private Database database;
  private FaultyLink link;
  private Store store;

  OutageTest(Product product) {
    this.product = product;
  }

  /** One of our own: it is killed. */
  abstract DatabaseServer server();

  @BeforeEach
  final void open() throws SQLException {
    server = server();
    database = server.createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE effect (id VARCHAR(100) NOT NULL)");
    }
    link = FaultyLink.to(server);
    // Not the connection that the pool opens to have a spare one.
    link.only(EFFECT);
    store = product.store(link.through(database.url()), database.user(), database.password());
  }

  @AfterEach
  final void close() throws SQLException {
    store.close();
    link.close();
    database.close();
  }

  @Test
  final void aCommitWhoseAnswerIsLostWasDoneAndIsNotDoneAgain() throws Exception {
    try (UnitOfWork unit = work("o-1")) {
      // To MySQL it goes in two requests; the first asks whether the transaction still runs.
      link.dropReply(product == Product.MYSQL ? 2 : 1);
      assertThatExceptionOfType(StoreException.class).isThrownBy(unit::commit);
    } catch (StoreException rolledBackInVain) {
      assertThat(rolledBackInVain).hasMessageContaining("roll back");
    }

    assertThat(again(() -> claim("o-1"))).isEqualTo(Claim.DUPLICATE);
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  final void aCommitThatDoesNotArriveIsNotDone() throws Exception {
    try (UnitOfWork unit = work("o-1")) {
      link.cutAfter(0);
      assertThatExceptionOfType(StoreException.class).isThrownBy(unit::commit);
    } catch (StoreException rolledBackInVain) {
      assertThat(rolledBackInVain).hasMessageContaining("roll back");
    }

    assertThat(effects()).isZero();
    assertThat(again(() -> claim("o-1"))).isEqualTo(Claim.FRESH);
  }

  @Test
  final void aStoreGoesOnWhenItsServerWasKilledAndIsBack() throws Exception {
    try (UnitOfWork unit = work("o-1")) {
      unit.commit();
    }
    try (UnitOfWork open = work("o-2")) {
      server.kill();
      assertThatExceptionOfType(StoreException.class).isThrownBy(open::commit);
    } catch (StoreException rolledBackInVain) {
      assertThat(rolledBackInVain).hasMessageContaining("roll back");
    }
    server.start();

    assertThat(again(() -> claim("o-1"))).isEqualTo(Claim.DUPLICATE);
    assertThat(again(() -> claim("o-2"))).isEqualTo(Claim.FRESH);
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  final void whileOneRelaysTheOthersWait() throws Exception {
    enqueue("a", "b");
    try (Store other = product.store(database)) {
      List<OutboxEntry> ours = store.outbox(1);
      assertThat(ours).hasSize(1);
      assertThat(other.outbox(10)).isEmpty();

      store.removeFromOutbox(ours);
      assertThat(other.outbox(10))
          .extracting(entry -> entry.message().partitionKey())
          .containsExactly("b");
    }
  }

  @Test
  final void theTurnOfARelayThatIsCutOffGoesToTheNext() throws Exception {
    enqueue("a", "b");
    assertThat(store.outbox(10)).hasSize(2);
    try (Store other = product.store(database)) {
      link.cut();
      awaitNobodyRelays();
      List<OutboxEntry> all = other.outbox(10);
      assertThat(all).hasSize(2);
      other.removeFromOutbox(all);
    }
    assertThat(again(() -> store.outbox(10))).isEmpty();
  }

  /** A pool may still hand out a connection or two that were cut; whoever asks tries again. */
  private static <T> T again(Supplier<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return work.get();
      } catch (StoreException e) {
        assertThat(tries).as(e.getMessage()).isLessThan(30);
      }
    }
  }

  private UnitOfWork work(String key) throws SQLException {
    UnitOfWork unit = store.begin();
    assertThat(unit.claim(List.of(request(key)))).containsExactly(Claim.FRESH);
    try (Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute(EFFECT);
    }
    return unit;
  }

  private Claim claim(String key) {
    try (UnitOfWork unit = store.begin()) {
      return unit.claim(List.of(request(key))).get(0);
    }
  }

  private static ClaimRequest request(String key) {
    return new ClaimRequest("scope", KeyDigest.of(key), Duration.ofDays(7), false);
  }

  private void enqueue(String... keys) {
    for (String key : keys) {
      try (UnitOfWork unit = store.begin()) {
        unit.enqueue(
            List.of(new Outgoing("channel", "message", null, key, Map.of(), new byte[] {1})));
        unit.commit();
      }
    }
  }

  private int effects() throws SQLException {
    return number("SELECT COUNT(*) FROM effect");
  }

  /** The server notices a reset when it next looks at the connection: soon, but not at once. */
  private void awaitNobodyRelays() throws Exception {
    for (int i = 0; number(relays()) > 0; i++) {
      assertThat(i).as("looks at the locks").isLessThan(3000);
      Thread.sleep(10);
    }
  }

  /** How many transactions hold the row of the relay. */
  abstract String relays();

  private int number(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
