/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.benchmarks.Benchmarks.Measurement;
import dev.duly.benchmarks.Comparison;
import dev.duly.servers.PostgresServer;
import java.time.Duration;

/**
 * Queues in PostgreSQL, end to end: published in batches, stored, handled once by as many workers.
 * Once with four publishers and once with one, which suits those whose handling is the bottleneck.
 */
final class QueuePeers implements Measurement {
  private static final int PAIRS = 3;
  private static final int BATCH = 200;
  private static final Duration LENGTH = Duration.ofSeconds(6);

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB")) {
      compare("db-scheduler", "", new Course(server, 4, BATCH, LENGTH), DbScheduler::new);
      compare("db-scheduler", ".1", new Course(server, 1, BATCH, LENGTH), DbScheduler::new);
      compare("jobrunr", "", new Course(server, 4, BATCH, LENGTH), JobRunrQueue::new);
      compare("jobrunr", ".1", new Course(server, 1, BATCH, LENGTH), JobRunrQueue::new);
    }
  }

  private static void compare(String peer, String suffix, Course course, Contender.Opening opening)
      throws Exception {
    new Comparison("queue.peers." + peer + suffix, "msgs/s", peer)
        .run(PAIRS, () -> course.measure(DulyQueue::new), () -> course.measure(opening));
  }
}
