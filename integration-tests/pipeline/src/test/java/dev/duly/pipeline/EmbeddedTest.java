/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.pipeline.Messages.Paid;
import dev.duly.runtime.Duly;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.StartupException;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import java.nio.file.Path;
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
  void twoInstancesOnOneDirectoryAreRefused() {
    try (Duly first = start()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(this::start)
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("[DulyEmbeddedInUse]");
    }
  }
}
