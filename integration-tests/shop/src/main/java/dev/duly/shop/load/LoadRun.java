/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.data.OrderBook;
import dev.duly.shop.observed.Gauge;
import dev.duly.shop.observed.GaugeFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/**
 * One run: opens the shop, feeds it, kills it at the planned points of its progress, and closes it
 * when nothing is pending any more.
 */
public final class LoadRun {
  /**
   * How many deliveries one order makes, all groups together: what progress is measured against.
   */
  private static final int DELIVERIES = 6;

  private static final long LOOK_MILLIS = 20;

  /** How long one question whether all is done may take: the worker has to poll in vain twice. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final LoadSettings settings;
  private final LoadPlan plan;
  private final Supervisor supervisor;
  private final long work;

  /** A run over {@code orders}, which are those of the settings. */
  public LoadRun(LoadSettings settings, OrderBook orders) {
    this.settings = settings;
    this.plan = LoadPlan.of(orders, settings);
    this.supervisor = new Supervisor(settings);
    this.work = plan.steps().size() + (long) DELIVERIES * orders.size();
  }

  /** How much there is to do, in the unit {@link Progress#at} is told. */
  public long work() {
    return work;
  }

  /**
   * Runs to the end; the shop is closed then.
   *
   * @throws dev.duly.shop.problem.BadInput if the worker cannot use what it was given
   * @throws RunFailed if the run cannot be brought to its end
   */
  public void run(Progress progress) throws IOException, InterruptedException {
    RunDirectory.note(settings);
    supervisor.start();
    GaugeFile gauges = GaugeFile.open(settings.directory());
    Client client = new Client(supervisor);
    Iterator<Double> crashes = plan.crashPoints().iterator();
    double nextCrash = next(crashes);
    try (Feeder feeder = new Feeder(plan.steps(), settings.seed(), client, supervisor)) {
      feeder.start();
      CompletableFuture<Boolean> drain = CompletableFuture.completedFuture(false);
      boolean drained = false;
      while (!drained || nextCrash <= 1) {
        long done = feeder.answered() + gauges.sum(Gauge.ENDED);
        boolean fed = feeder.isDone();
        progress.at(Math.min(done, work - 1), phase(fed));
        // What ended between two looks at a killed worker may not have been counted; what is
        // drained has passed every point.
        if (drained || (double) done / (double) work >= nextCrash) {
          supervisor.crash();
          nextCrash = next(crashes);
          drained = false;
          drain = CompletableFuture.completedFuture(false);
        } else {
          supervisor.address();
          Thread.sleep(LOOK_MILLIS);
          if (fed && drain.isDone()) {
            drained = drain.join();
            drain = drained ? drain : client.isDrained(DRAIN);
          }
        }
      }
    }
    supervisor.stop();
    progress.at(work, phase(true));
  }

  private static double next(Iterator<Double> crashes) {
    return crashes.hasNext() ? crashes.next() : Double.POSITIVE_INFINITY;
  }

  private String phase(boolean fed) {
    return (fed ? "draining" : "feeding") + ", killed " + supervisor.crashes() + "×";
  }

  /** Closes the shop in good order, wherever the run is. */
  public void stop() throws IOException, InterruptedException {
    supervisor.stop();
  }
}
