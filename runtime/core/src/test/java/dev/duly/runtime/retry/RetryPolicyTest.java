/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.RejectedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void theDefaultIsFiveRetriesThatDouble() {
    RetryPolicy exact = RetryPolicy.of(6, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(5), 0.0);
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> exact.delayAfter(n, new Random(1))))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(16));
    assertThat(RetryPolicy.DEFAULT.retries(5, new IOException())).isTrue();
    assertThat(RetryPolicy.DEFAULT.retries(6, new IOException())).isFalse();
  }

  @Test
  void jitterStaysWithinItsShareBothWays() {
    Random random = new Random(42);
    List<Long> waits =
        IntStream.range(0, 1000)
            .mapToObj(n -> RetryPolicy.DEFAULT.delayAfter(1, random).toMillis())
            .toList();
    assertThat(waits).allMatch(wait -> wait >= 800 && wait <= 1200);
    assertThat(waits).anyMatch(wait -> wait < 900).anyMatch(wait -> wait > 1100);
  }

  @Test
  void noWaitIsLongerThanTheLongest() {
    RetryPolicy policy = RetryPolicy.of(100, Duration.ofSeconds(1), 10, Duration.ofMinutes(1), 0);
    assertThat(policy.delayAfter(99, new Random(1))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void refusalsAndDeclaredFailuresAreNotTriedAgain() {
    RetryPolicy policy =
        RetryPolicy.DEFAULT
            .on(List.of(IOException.class))
            .notOn(List.of(FileNotFoundException.class));
    assertThat(policy.retries(1, new IOException())).isTrue();
    assertThat(policy.retries(1, new FileNotFoundException())).isFalse();
    assertThat(policy.retries(1, new IllegalStateException())).isFalse();
    assertThat(RetryPolicy.DEFAULT.retries(1, new RejectedException("no"))).isFalse();
  }
}
