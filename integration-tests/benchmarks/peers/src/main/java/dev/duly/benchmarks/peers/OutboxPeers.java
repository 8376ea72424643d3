/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.benchmarks.Benchmarks.Measurement;
import dev.duly.benchmarks.Comparison;
import dev.duly.servers.PostgresServer;
import java.time.Duration;

/**
 * Outboxes in PostgreSQL: transactions of a business row and a message each, whose message is then
 * handed to a broker that only counts.
 */
final class OutboxPeers implements Measurement {
  private static final int PAIRS = 3;
  private static final int WRITERS = 4;
  private static final Duration LENGTH = Duration.ofSeconds(6);

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB")) {
      Course course = new Course(server, WRITERS, 1, LENGTH);
      new Comparison("outbox.peers.transaction-outbox", "msgs/s", "transaction-outbox")
          .run(
              PAIRS,
              () -> course.measure(DulyOutbox::new),
              () -> course.measure(TransactionOutboxPeer::new));
      new Comparison("outbox.peers.spring-modulith", "msgs/s", "spring-modulith")
          .run(
              PAIRS,
              () -> course.measure(DulyOutbox::new),
              () -> course.measure(SpringModulith::new));
    }
  }
}
