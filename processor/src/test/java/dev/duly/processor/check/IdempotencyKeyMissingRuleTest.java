/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class IdempotencyKeyMissingRuleTest {

  @Test
  void aHandlerOfAMessageWithoutAKeyIsWarnedOf() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@PartitionKey String sku, int pieces) {}

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  void on(StockMoved moved) {}
                }
                """))
        .containsExactly(
            "WARNING 7 [DulyIdempotencyKeyMissing] Handler Stock.on takes StockMoved, which has no idempotency key: a duplicate runs again. Put @IdempotencyKey on what identifies the message, or say @Idempotent(mode = NATURAL, because = \"…\") or @BestEffort(because = \"…\"). (https://duly.dev/rules/DulyIdempotencyKeyMissing)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey UUID movement, @PartitionKey String sku, int pieces) {}

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  @Idempotent
                  void on(StockMoved moved) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void anEffectThatIsIdempotentByNatureNeedsNoKey() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Level(@PartitionKey String sku, int pieces) {}

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.NATURAL, because = "an upsert")
                  void on(Level level) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aBestEffortHandlerNeedsNoKey() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Level(@PartitionKey String sku, int pieces) {}

                @HandlerGroup("stock")
                @BestEffort(because = "a number on a screen")
                class Stock {
                  @MessageHandler void on(Level level) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void anOptionMakesItAnError() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@PartitionKey String sku, int pieces) {}

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  void on(StockMoved moved) {}
                }
                """,
                "-Aduly.keys=error"))
        .containsExactly(
            "ERROR 7 [DulyIdempotencyKeyMissing] Handler Stock.on takes StockMoved, which has no idempotency key: a duplicate runs again. Put @IdempotencyKey on what identifies the message, or say @Idempotent(mode = NATURAL, because = \"…\") or @BestEffort(because = \"…\"). (https://duly.dev/rules/DulyIdempotencyKeyMissing)");
  }
}
