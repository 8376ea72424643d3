/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class MessageIdTakenRuleTest {

  @Test
  void twoMessagesWithOneIdInOneChannelAreRefused() {
    assertThat(
            Compile.inShop(
                """
                class Old {
                  @Message(channel = "stock")
                  record StockMoved(@IdempotencyKey @PartitionKey String sku) {}
                }

                class New {
                  @Message(channel = "stock")
                  record StockMoved(@IdempotencyKey @PartitionKey String sku) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyMessageIdTaken] Old.StockMoved has the id 'stock-moved' in channel 'stock', and so has New.StockMoved. Give one of them another id: @Message(id = \"…\"). (https://duly.dev/rules/DulyMessageIdTaken)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                class Old {
                  @Message(channel = "stock")
                  record StockMoved(@IdempotencyKey @PartitionKey String sku) {}
                }

                class New {
                  @Message(channel = "stock", id = "stock-moved-2")
                  record StockMoved(@IdempotencyKey @PartitionKey String sku) {}
                }
                """))
        .isEmpty();
  }
}
