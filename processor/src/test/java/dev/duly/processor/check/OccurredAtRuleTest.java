/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class OccurredAtRuleTest {

  @Test
  void aDateIsNoStableTime() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(
                    @IdempotencyKey String movement, @PartitionKey String sku, @OccurredAt java.time.LocalDate day) {}
                """))
        .containsExactly(
            "ERROR 3 [DulyOccurredAt] The stable time of StockMoved is of type LocalDate. Put @OccurredAt on one java.time.Instant. (https://duly.dev/rules/DulyOccurredAt)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(
                    @IdempotencyKey String movement, @PartitionKey String sku, @OccurredAt Instant at) {}
                """))
        .isEmpty();
  }

  @Test
  void twoStableTimesAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Moved(
                    @IdempotencyKey @PartitionKey String sku,
                    @OccurredAt Instant from,
                    @OccurredAt Instant to) {}
                """))
        .containsExactly(
            "ERROR 5 [DulyOccurredAt] The stable time of Moved is declared twice. Put @OccurredAt on one java.time.Instant. (https://duly.dev/rules/DulyOccurredAt)");
  }
}
