/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.benchmarks.Benchmarks.Measurement;
import dev.duly.benchmarks.Comparison;
import dev.duly.servers.PostgresServer;
import java.time.Duration;

/**
 * Queues in PostgreSQL, end to end: published in batches, stored, handled once by as many workers.
 */
final class QueuePeers implements Measurement {
  private static final int PAIRS = 5;
  private static final int PUBLISHERS = 1;
  private static final int BATCH = 200;
  private static final Duration LENGTH = Duration.ofSeconds(6);

  @Override
  public void run() throws Exception {
    try (PostgresServer server = PostgresServer.own("shared_buffers = 512MB")) {
      Course course = new Course(server, PUBLISHERS, BATCH, LENGTH);
      new Comparison("queue.peers.db-scheduler", "msgs/s", "db-scheduler")
          .run(PAIRS, () -> course.measure(DulyQueue::new), () -> course.measure(DbScheduler::new));
      new Comparison("queue.peers.jobrunr", "msgs/s", "jobrunr")
          .run(
              PAIRS, () -> course.measure(DulyQueue::new), () -> course.measure(JobRunrQueue::new));
    }
  }
}
