/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.Store;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A month of traffic on PostgreSQL: every copy is recognised within its window, none after it, and
 * the inbox does not grow. {@code -Dduly.inbox.days} and {@code -Dduly.inbox.batch} make it longer
 * and wider.
 */
class InboxMonthTest {
  private static final int DAYS = Integer.getInteger("duly.inbox.days", 35);
  private static final int BATCH = Integer.getInteger("duly.inbox.batch", 200);
  private static final int STEPS_A_DAY = 4;
  // All windows of the first day are over, and its partitions may go.
  private static final int GROWN_UP = 12;
  private static final String BYTES =
      "SELECT sum(pg_total_relation_size(id)) FROM duly_inbox_partition";

  @Test
  void theInboxForgetsInTimeAndStaysSmall() throws Exception {
    List<Long> rows = new ArrayList<>();
    List<Long> partitions = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    InboxTraffic traffic;
    try (DatabaseServer server = Product.POSTGRES.find();
        Database database = server.createDatabase()) {
      InboxClock clock = new InboxClock(database);
      try (Store one = open(database, clock);
          Store other = open(database, clock)) {
        clock.rule(one);
        traffic = new InboxTraffic(clock, List.of(one, other), BATCH);
        for (int day = 0; day < DAYS; day++) {
          for (int step = 0; step < STEPS_A_DAY; step++) {
            traffic.step();
            clock.advance(Duration.ofDays(1).dividedBy(STEPS_A_DAY));
            // In hours there is time for more than once.
            clock.care();
            clock.care();
          }
          rows.add(clock.number("SELECT count(*) FROM duly_inbox"));
          partitions.add(clock.number("SELECT count(*) FROM duly_inbox_partition"));
          bytes.add(clock.number(BYTES));
        }
        traffic.end();
      }
    }
    System.out.printf(
        "PROOF inbox.month days=%d claims=%d lost=%d duplicated=%d partitions-max=%d bytes-max=%d%n",
        DAYS,
        traffic.claims(),
        traffic.lost(),
        traffic.duplicated(),
        Collections.max(partitions),
        Collections.max(bytes));

    assertThat(traffic.lost()).isZero();
    assertThat(traffic.duplicated()).isZero();
    assertThat(traffic.copiesAfterTheirWindow()).as("copies that came too late").isPositive();
    assertBounded("rows", rows);
    assertBounded("partitions", partitions);
    assertBounded("bytes", bytes);
  }

  /** What it takes after weeks is what it took when the first windows were over. */
  private static void assertBounded(String what, List<Long> days) {
    long soon = Collections.max(days.subList(0, GROWN_UP));
    long later = Collections.max(days.subList(GROWN_UP, days.size()));
    assertThat(later).as("%s, day by day: %s", what, days).isLessThanOrEqualTo(soon + soon / 3);
  }

  private static Store open(Database database, InboxClock clock) {
    return OwnPool.open(
        OwnPool.config(database.url(), database.user(), database.password()),
        (pool, owned) -> PostgreSql.open(pool, owned, clock));
  }
}
