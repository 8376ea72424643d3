/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import com.zaxxer.hikari.HikariDataSource;
import dev.duly.servers.Database;
import java.time.Duration;
import java.util.stream.LongStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;

/**
 * JobRunr with job requests, which are marked as succeeded when done and deleted a day later. They
 * are enqueued as a stream; a worker that becomes free looks for more at once, so the poll interval
 * matters only when the queue has been empty.
 */
final class JobRunrQueue implements Contender {
  private final HikariDataSource pool;
  private final JobRequestScheduler scheduler;

  JobRunrQueue(Database database, Handled handled) {
    this.pool = Pools.open(database);
    this.scheduler =
        JobRunr.configure()
            .useJsonMapper(new Jackson3JsonMapper())
            .useJobActivator(new Activator(handled))
            .useStorageProvider(new PostgresStorageProvider(pool))
            .useBackgroundJobServer(
                usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(WORKERS)
                    .andPollInterval(Duration.ofSeconds(5)))
            .initialize()
            .getJobRequestScheduler();
  }

  /** A job as it is stored. */
  public record ParcelJob(long number, String body) implements JobRequest {
    @Override
    public Class<Sorter> getJobRequestHandler() {
      return Sorter.class;
    }
  }

  /** The handler. */
  public record Sorter(Handled handled) implements JobRequestHandler<ParcelJob> {
    @Override
    public void run(ParcelJob job) {
      handled.one();
    }
  }

  private record Activator(Handled handled) implements JobActivator {
    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(new Sorter(handled));
    }
  }

  @Override
  public void publish(long first, int count) {
    scheduler.enqueue(
        LongStream.range(first, first + count)
            .mapToObj(number -> new ParcelJob(number, Parcel.BODY)));
  }

  @Override
  public void close() {
    JobRunr.destroy();
    pool.close();
  }
}
