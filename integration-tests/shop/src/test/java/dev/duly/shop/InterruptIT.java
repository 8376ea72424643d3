/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.ShopProcess.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptIT {
  @TempDir Path temp;

  @Test
  void anInterruptedRunClosesItsWorkerInGoodOrder() throws Exception {
    try (ShopProcess run = ShopProcess.start("run", "--dir", temp.resolve("shop"))) {
      List<ProcessHandle> workers = awaitWorkerAtWork(run);

      run.terminate();
      Result result = run.await();

      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.err())
          .containsExactly(
              "shop: interrupted; the shop is closed, its data is in " + temp.resolve("shop"));
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void aWorkerDoesNotOutliveARunThatWasKilled() throws Exception {
    try (ShopProcess run = ShopProcess.start("run", "--dir", temp.resolve("shop"))) {
      List<ProcessHandle> workers = awaitWorkerAtWork(run);

      run.handle().destroyForcibly();

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static List<ProcessHandle> awaitWorkerAtWork(ShopProcess run) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> run.out().stream().anyMatch(line -> line.contains("feeding")));
    List<ProcessHandle> workers = run.handle().descendants().toList();
    assertThat(workers).isNotEmpty();
    return workers;
  }
}
