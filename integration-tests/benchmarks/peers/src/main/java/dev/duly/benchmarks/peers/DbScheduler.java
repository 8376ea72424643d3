/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.duly.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * db-scheduler with one-time tasks, which are deleted when done. As its page on performance has it:
 * lock-and-fetch, 20 threads, fetched when fewer than 4 times as many wait, up to 20 times as many.
 */
final class DbScheduler implements Contender {
  private static final double LOWER = 4.0;
  private static final double UPPER = 20.0;

  private final HikariDataSource pool;
  private final OneTimeTask<String> task;
  private final Scheduler scheduler;

  DbScheduler(Database database, Handled handled) throws SQLException {
    this.pool = Pools.open(database);
    createTable(pool);
    this.task = Tasks.oneTime("parcel", String.class).execute((instance, context) -> handled.one());
    this.scheduler =
        Scheduler.create(pool, task)
            .threads(WORKERS)
            .pollUsingLockAndFetch(LOWER, UPPER)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    scheduler.start();
  }

  /** As its documentation gives it. */
  private static void createTable(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE scheduled_tasks (
            task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA,
            execution_time TIMESTAMPTZ, picked BOOLEAN NOT NULL, picked_by TEXT,
            last_success TIMESTAMPTZ, last_failure TIMESTAMPTZ, consecutive_failures INT,
            last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, priority SMALLINT, state TEXT,
            PRIMARY KEY (task_name, task_instance));
          CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
          CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
          """);
    }
  }

  @Override
  public void publish(long first, int count) {
    List<TaskInstance<?>> instances = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      instances.add(task.instance(Long.toString(first + i), Parcel.BODY));
    }
    scheduler.scheduleBatch(instances, Instant.now());
  }

  @Override
  public void close() {
    scheduler.stop();
    pool.close();
  }
}
