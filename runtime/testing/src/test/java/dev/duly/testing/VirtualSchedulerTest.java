/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final List<String> ran = new ArrayList<>();

  @Test
  void nothingRunsBeforeTheTestSaysSo() {
    scheduler.execute(() -> ran.add("a"));

    assertThat(ran).isEmpty();
    assertThat(scheduler.runUntilIdle()).isEqualTo(1);
    assertThat(ran).containsExactly("a");
  }

  @Test
  void runningUntilIdleRunsWhatTasksSubmitButDoesNotMoveTime() {
    Instant before = scheduler.clock().instant();
    scheduler.execute(
        () -> {
          scheduler.execute(() -> ran.add("now"));
          scheduler.schedule(Duration.ofMillis(1), () -> ran.add("later"));
        });

    scheduler.runUntilIdle();

    assertThat(ran).containsExactly("now");
    assertThat(scheduler.clock().instant()).isEqualTo(before);
    assertThat(scheduler.waiting()).isEqualTo(1);
  }

  @Test
  void advancingRunsEachTaskAtItsOwnTime() {
    Instant start = scheduler.clock().instant();
    scheduler.schedule(Duration.ofSeconds(2), () -> note(start, "b"));
    scheduler.schedule(
        Duration.ofSeconds(1),
        () -> {
          note(start, "a");
          scheduler.schedule(Duration.ofSeconds(3), () -> note(start, "c"));
        });

    scheduler.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("a@PT1S", "b@PT2S");

    scheduler.advance(Duration.ofHours(1));
    assertThat(ran).containsExactly("a@PT1S", "b@PT2S", "c@PT4S");
    assertThat(scheduler.clock().instant()).isEqualTo(start.plusSeconds(3603));
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    var task = scheduler.schedule(Duration.ofSeconds(1), () -> ran.add("a"));

    task.cancel();
    scheduler.advance(Duration.ofSeconds(2));

    assertThat(ran).isEmpty();
  }

  @Test
  void runningUntilAConditionStopsThereOrAtTheLimit() {
    scheduler.schedule(Duration.ofMinutes(1), () -> ran.add("a"));
    scheduler.schedule(Duration.ofMinutes(2), () -> ran.add("b"));

    assertThat(scheduler.runUntil(() -> ran.contains("a"), Duration.ofHours(1))).isTrue();
    assertThat(ran).containsExactly("a");
    assertThat(scheduler.runUntil(() -> ran.contains("b"), Duration.ofSeconds(59))).isFalse();
    assertThat(scheduler.runUntil(() -> ran.contains("b"), Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void aFailureOfATaskReachesTheTest() {
    scheduler.execute(
        () -> {
          throw new IllegalArgumentException("broken task");
        });

    assertThatThrownBy(scheduler::runUntilIdle).hasMessage("broken task");
  }

  @Test
  void tasksThatSubmitEachOtherWithoutEndAreReported() {
    scheduler.execute(this::again);

    assertThatIllegalStateException()
        .isThrownBy(scheduler::runUntilIdle)
        .withMessageContaining("do not come to rest");
  }

  @Test
  void closingForgetsEveryTaskAndLeavesTheSchedulerToTheNextRuntime() {
    scheduler.execute(() -> ran.add("a"));
    scheduler.schedule(Duration.ofSeconds(1), () -> ran.add("b"));

    scheduler.close();
    scheduler.execute(() -> ran.add("c"));
    scheduler.advance(Duration.ofHours(1));

    assertThat(ran).containsExactly("c");
  }

  @Test
  void eachSeedIsAnotherOrderOfTasksDueTogetherAndTheSameOneTwice() {
    assertThat(order(7)).isEqualTo(order(7));
    assertThat(List.of(order(1), order(2), order(3)).stream().distinct().count()).isGreaterThan(1);
  }

  private static List<Integer> order(long seed) {
    var scheduler = new VirtualScheduler(new AdjustableClock(), new Random(seed));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      scheduler.execute(() -> order.add(number));
    }
    scheduler.runUntilIdle();
    return order;
  }

  private void again() {
    scheduler.execute(this::again);
  }

  private void note(Instant start, String what) {
    ran.add(what + "@" + Duration.between(start, scheduler.clock().instant()));
  }
}
