/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class SealedParameterRuleTest {

  @Test
  void aFamilyIsNotHandledByOneMethod() {
    assertThat(
            Compile.inShop(
                """
                sealed interface Movement {
                  @Message(channel = "stock")
                  record In(@IdempotencyKey @PartitionKey String sku) implements Movement {}

                  @Message(channel = "stock")
                  record Out(@IdempotencyKey @PartitionKey String sku) implements Movement {}
                }

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  @Idempotent
                  void on(Movement movement) {}
                }
                """))
        .containsExactly(
            "ERROR 13 [DulySealedParameter] Handler Stock.on takes the sealed type Movement. Write one handler for each of its members: Movement.In, Movement.Out. (https://duly.dev/rules/DulySealedParameter)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                sealed interface Movement {
                  @Message(channel = "stock")
                  record In(@IdempotencyKey @PartitionKey String sku) implements Movement {}

                  @Message(channel = "stock")
                  record Out(@IdempotencyKey @PartitionKey String sku) implements Movement {}
                }

                @HandlerGroup("stock")
                class Stock {
                  @MessageHandler
                  @Idempotent
                  void on(Movement.In movement) {}

                  @MessageHandler
                  @Idempotent
                  void on(Movement.Out movement) {}
                }
                """))
        .isEmpty();
  }
}
