/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class PartitionKeyMissingRuleTest {

  @Test
  void aMessageWithoutAPartitionKeyIsWarnedOf() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey UUID movement, String sku) {}
                """))
        .containsExactly(
            "WARNING 2 [DulyPartitionKeyMissing] StockMoved has no partition key: nothing says what must stay in order. Put @PartitionKey on what must stay in order, or say @Unordered(because = \"…\"). (https://duly.dev/rules/DulyPartitionKeyMissing)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey UUID movement, @PartitionKey String sku) {}
                """))
        .isEmpty();
  }

  @Test
  void anUnorderedMessageNeedsNone() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                @Unordered(because = "test")
                record StockMoved(@IdempotencyKey UUID movement, String sku) {}
                """))
        .isEmpty();
  }

  @Test
  void anOptionMakesItAnError() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey UUID movement, String sku) {}
                """,
                "-Aduly.keys=error"))
        .containsExactly(
            "ERROR 2 [DulyPartitionKeyMissing] StockMoved has no partition key: nothing says what must stay in order. Put @PartitionKey on what must stay in order, or say @Unordered(because = \"…\"). (https://duly.dev/rules/DulyPartitionKeyMissing)");
  }
}
