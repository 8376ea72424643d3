/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed, paused and replaced, the broker is killed, connections are cut: each step
 * is counted once and in its turn. {@code -Dduly.nemesis.runs=60 -Dduly.nemesis.messages=100000}
 * makes it a long search, {@code -Dduly.seed=…} another one.
 */
class NemesisTest {
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final int RUNS = Integer.getInteger("duly.nemesis.runs", 6);
  private static final int MESSAGES = Integer.getInteger("duly.nemesis.messages", 6_400);
  private static final int MEMBERS = 3;
  private static final int PARTITIONS = 8;

  private final Random random = new Random(SEED);

  @TempDir Path directory;

  /** What happens to the application and its broker. */
  private enum Fault {
    PROCESS_KILLED,
    PROCESS_PAUSED,
    PROCESS_REPLACED,
    BROKER_KILLED,
    CONNECTIONS_CUT,
    NETWORK_GONE
  }

  @Test
  void kafkaLosesDoublesAndReordersNothing() throws Exception {
    try (TallyRun run = new TallyRun(directory, PARTITIONS)) {
      for (int i = 0; i < MEMBERS; i++) {
        run.join();
      }
      List<Fault> faults = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        if (faults.isEmpty()) {
          faults.addAll(List.of(Fault.values()));
          Collections.shuffle(faults, random);
        }
        run.send(MESSAGES / RUNS);
        strike(faults.remove(0), run);
        int most = run.sent() / TallyRun.COUNTERS;
        run.await("something is counted", () -> run.slowestCounter() >= most / 2);
      }
      String end = run.end();
      System.out.printf("PROOF nemesis.kafka runs=%d %s seed=%d%n", RUNS, end, SEED);
      assertThat(end).endsWith("lost=0 duplicated=0 reordered=0");
    }
  }

  private void strike(Fault fault, TallyRun run) throws Exception {
    ChildProcess member = run.members().get(random.nextInt(run.members().size()));
    switch (fault) {
      case PROCESS_KILLED -> {
        run.kill(member);
        run.join();
      }
      case PROCESS_PAUSED -> run.pause(member, () -> {});
      case PROCESS_REPLACED -> {
        run.join();
        run.leave(member);
      }
      case BROKER_KILLED -> {
        run.kafka().kill();
        run.kafka().start();
      }
      case CONNECTIONS_CUT -> run.kafka().link().cut();
      case NETWORK_GONE -> {
        run.kafka().link().blackhole();
        // As long as the trouble lasts: the members are missed before it ends.
        TimeUnit.SECONDS.sleep(4);
        run.kafka().link().forward();
      }
      default -> throw new IllegalStateException(fault.name());
    }
  }
}
