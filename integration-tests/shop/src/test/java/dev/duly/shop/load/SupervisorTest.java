/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.place.Bookkeeping;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisorTest {
  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

  @TempDir private Path temp;
  private Supervisor supervisor;

  @BeforeEach
  void open() throws Exception {
    supervisor =
        new Supervisor(
            new LoadSettings(
                temp, null, 0, 0, 0, 0, 0, 0, BigDecimal.TEN, 1, 0, Bookkeeping.EMBEDDED));
    supervisor.start();
  }

  @AfterEach
  void close() throws Exception {
    supervisor.stop();
  }

  @Test
  void aRequestThatIsBeingSentSafelyLearnsTheAddressWhileAKillWaitsForIt() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch killing = new CountDownLatch(1);
    FutureTask<Void> request =
        new FutureTask<>(
            () -> {
              supervisor.safely(
                  () -> {
                    sending.countDown();
                    killing.await();
                    assertThat(supervisor.address().getPort()).isPositive();
                  });
              return null;
            });
    FutureTask<Void> kill =
        new FutureTask<>(
            () -> {
              supervisor.crash();
              return null;
            });
    start(request);
    sending.await();
    Thread killer = start(kill);
    while (!WAITING.contains(killer.getState())) {
      Thread.onSpinWait();
    }
    killing.countDown();

    request.get(30, SECONDS);
    kill.get(30, SECONDS);
    assertThat(supervisor.crashes()).isEqualTo(1);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
