/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.runtime.Duly;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.retry.KeyReplay;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same pipeline with real threads on the embedded default. */
class EmbeddedTest {
  @TempDir Path directory;

  private final Map<String, Integer> mailed = new ConcurrentHashMap<>();

  private Duly start() {
    return Duly.embedded(directory)
        .prepare((tx, outbox) -> createTable(tx))
        .subscriptions(
            Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .publishes(Messages.PAID)
                .handledBy(
                    (order, call) -> {
                      charge(call.transaction(), order);
                      call.publish(Messages.PAID, new Paid(order.id(), order.amount()));
                    }),
            Subscription.of(GroupPolicy.of("mail"), "Mail.send", Messages.PAID)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .handledBy((paid, call) -> mailed.merge(paid.id(), 1, Integer::sum)))
        .start();
  }

  /** Before anything runs: DDL inside a handler would end its transaction. */
  private static void createTable(Transaction transaction) throws SQLException {
    try (Statement statement = transaction.connection().createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS charge(id VARCHAR(20))");
    }
  }

  private static void charge(Transaction transaction, Ordered order) throws SQLException {
    // No primary key: a second charge of the same order would show.
    try (Statement statement = transaction.connection().createStatement()) {
      statement.execute("INSERT INTO charge VALUES ('" + order.id() + "')");
    }
  }

  @Test
  void aThousandOrdersEachTwiceAreChargedOnceAndMailedOnce() throws Exception {
    try (Duly duly = start()) {
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Ordered order = new Ordered("A-" + i, "customer " + i % 50, i);
        sent.add(duly.publishAsync(order).toCompletableFuture());
        sent.add(duly.publishAsync(order).toCompletableFuture());
      }
      sent.forEach(CompletableFuture::join);
      assertThat(duly.drain(Duration.ofSeconds(60))).isTrue();

      assertThat(mailed).hasSize(1000);
      assertThat(mailed.values()).containsOnly(1);
      assertThat(duly.status(Ordered.class, "A-7").overall()).isEqualTo(MessageStatus.State.DONE);
      assertThat(duly.status(Ordered.class, "nobody").overall())
          .isEqualTo(MessageStatus.State.UNKNOWN);
      assertThat(duly.ledger().get("billing"))
          .satisfies(
              page -> {
                assertThat(page.effects()).isEqualTo(1000);
                assertThat(page.duplicates()).isEqualTo(1000);
                assertThat(page.balances()).isTrue();
              });
    }
  }

  @Test
  void aParkedKeyOutlivesTheInstanceAndIsReleasedInOrder() throws Exception {
    try (Duly duly = startParking(true)) {
      duly.publish(new Ordered("A-1", "ann", 1));
      duly.publish(new Ordered("B-1", "bob", 1));
      assertThat(duly.drain(Duration.ofSeconds(30))).isTrue();
      duly.publish(new Ordered("A-2", "ann", 1));
      assertThat(duly.drain(Duration.ofSeconds(30))).isTrue();
      assertThat(duly.deadLetters().parked("billing").messages()).isEqualTo(2);
      assertThat(duly.status(Ordered.class, "A-2").overall()).isEqualTo(MessageStatus.State.PARKED);
    }
    try (Duly duly = startParking(false)) {
      KeyReplay replay =
          duly.deadLetters().replay("billing", "ann").toCompletableFuture().get(30, SECONDS);
      assertThat(replay.outcome()).isEqualTo(KeyReplay.Outcome.FREE);
      duly.publish(new Ordered("A-3", "ann", 1));
      assertThat(duly.drain(Duration.ofSeconds(30))).isTrue();
      assertThat(duly.status(Ordered.class, "A-2").overall()).isEqualTo(MessageStatus.State.DONE);
      List<String> charged = new ArrayList<>();
      duly.inTransaction(
          (tx, outbox) -> {
            try (Statement statement = tx.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM charge ORDER BY _rowid_")) {
              while (rows.next()) {
                charged.add(rows.getString(1));
              }
            }
          });
      assertThat(charged).containsExactly("B-1", "A-1", "A-2", "A-3");
    }
  }

  private Duly startParking(boolean broken) {
    return Duly.embedded(directory)
        .prepare((tx, outbox) -> createTable(tx))
        .subscriptions(
            Subscription.of(
                    GroupPolicy.of("billing").parkKeys(), "Billing.charge", Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .retry(RetryPolicy.of(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 0))
                .handledBy(
                    (order, call) -> {
                      if (broken && order.id().equals("A-1")) {
                        throw new IllegalStateException();
                      }
                      charge(call.transaction(), order);
                    }))
        .start();
  }

  @Test
  void twoInstancesOnOneDirectoryAreRefused() {
    try (Duly first = start()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(this::start)
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("[DulyEmbeddedInUse]");
    }
  }
}
