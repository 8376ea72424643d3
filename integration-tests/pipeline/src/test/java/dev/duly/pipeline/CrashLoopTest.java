/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.pipeline.Messages.Ordered;
import dev.duly.runtime.Duly;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.retry.RetryPolicy;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.Subscription;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message that kills its process must not do so for ever, and must not take others with it. */
class CrashLoopTest {
  private static final int ATTEMPTS = 3;

  private final World world = new World();

  /** Stands for the death of the process: what is thrown here is never seen by the pipeline. */
  private static final class ProcessDeath extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Duly startOver() {
    return world
        .nextProcess()
        .subscriptions(
            Subscription.of(
                    GroupPolicy.of("billing").concurrency(4, 50, 10),
                    "Billing.charge",
                    Messages.ORDERED)
                .guard(GuardPolicy.transaction(Duration.ofDays(7)))
                .retry(RetryPolicy.of(ATTEMPTS, Duration.ofSeconds(1), 2, Duration.ofHours(1), 0))
                .handledBy(
                    (order, call) -> {
                      World.count(call, "charges", order.id());
                      if (order.id().equals("killer")) {
                        world.crash();
                        throw new ProcessDeath();
                      }
                    }))
        .start();
  }

  @Test
  void convergesOnTheGuiltyMessageAlone() {
    Duly duly = startOver();
    for (int i = 0; i < 10; i++) {
      world.publish(duly, new Ordered("A-" + i, "customer " + i, 1));
    }
    var unused = duly.publishAsync(new Ordered("killer", "eve", 1));
    world.settle();
    int lives = 0;
    while (duly.deadLetters().list(1).isEmpty()) {
      assertThat(++lives).as("lives of the process").isLessThan(20);
      duly = startOver();
      world.settle();
    }

    assertThat(duly.deadLetters().list(10))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.info().reason()).isEqualTo(DeadReason.CRASH_LOOP);
              assertThat(new String(letter.body(), UTF_8)).contains("killer");
            });
    Map<Object, Object> charges = world.store.rows("charges");
    assertThat(charges).hasSize(10).containsEntry("A-0", 1).containsEntry("A-9", 1);
    assertThat(charges.values()).containsOnly(1);
  }
}
