/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members come, go, die and sleep while there is work in every partition: no commit covers what is
 * not done, and every partition goes on. {@code -Dduly.rebalance.runs=200} makes it a long search.
 */
class RebalanceTest {
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int RUNS = Integer.getInteger("duly.rebalance.runs", 8);

  /** Above it a partition has stood still, with those that are missed after three seconds. */
  private static final long LONGEST_MILLIS = Long.getLong("duly.rebalance.longest", 60_000);

  private static final int PARTITIONS = 8;
  private static final int FEWEST = 2;
  private static final int MOST = 4;

  private final Random random = new Random(SEED);
  private int uncovered;
  private long slowest;

  @TempDir Path directory;

  @Test
  void noCommitCoversWhatIsNotDoneAndEveryPartitionGoesOn() throws Exception {
    try (TallyRun run = new TallyRun(directory, PARTITIONS)) {
      for (int i = 0; i < FEWEST; i++) {
        run.join();
      }
      run.send(TallyRun.COUNTERS);
      goesOn(run);
      slowest = 0;
      for (int i = 0; i < RUNS; i++) {
        change(run);
        goesOn(run);
      }
      String end = run.end();
      System.out.printf(
          "PROOF rebalance.kafka runs=%d committed-unfinished=%d slowest=%dms %s seed=%d%n",
          RUNS, uncovered, slowest, end, SEED);
      assertThat(uncovered).isZero();
      assertThat(end).endsWith("lost=0 duplicated=0 reordered=0");
      assertThat(slowest).isLessThanOrEqualTo(LONGEST_MILLIS);
    }
  }

  private void change(TallyRun run) throws Exception {
    ChildProcess member = run.members().get(random.nextInt(run.members().size()));
    int members = run.members().size();
    int kind = random.nextInt(4);
    if (members <= FEWEST || (members < MOST && kind == 0)) {
      run.join();
    } else if (kind == 1) {
      run.leave(member);
    } else if (kind == 2) {
      run.kill(member);
    } else {
      run.pause(member, () -> goesOn(run));
    }
  }

  /** Waits until each partition has done something more, and sends until then. */
  private void goesOn(TallyRun run) throws Exception {
    long begin = System.nanoTime();
    int[] counters = run.counters();
    List<SentSteps> still = new ArrayList<>(run.partitions());
    // A partition that no counter leads to has nothing to do.
    still.removeIf(each -> each.size() == 0);
    long[] before = run.partitions().stream().mapToLong(each -> each.counted(counters)).toArray();
    run.await(
        "every partition goes on",
        () -> {
          run.send(TallyRun.COUNTERS);
          uncovered += run.committedUnfinished();
          int[] now = run.counters();
          still.removeIf(each -> each.counted(now) > before[run.partitions().indexOf(each)]);
          return still.isEmpty();
        });
    slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
