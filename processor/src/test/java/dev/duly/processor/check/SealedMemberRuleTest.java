/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class SealedMemberRuleTest {

  @Test
  void aMemberThatIsNoMessageIsRefused() {
    assertThat(
            Compile.inShop(
                """
                sealed interface Outcome {
                  @Message(channel = "orders")
                  record Paid(@IdempotencyKey @PartitionKey String orderId) implements Outcome {}

                  record Refused(String orderId) implements Outcome {}
                }

                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  Outcome on(OrderPlaced order) {
                    return new Outcome.Paid(order.orderId());
                  }
                }
                """))
        .containsExactly(
            "ERROR 12 [DulySealedMember] Handler Billing.on returns the sealed type Outcome, whose member Refused is no @Message. Declare it with @Message, or return a narrower type. (https://duly.dev/rules/DulySealedMember)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                sealed interface Outcome {
                  @Message(channel = "orders")
                  record Paid(@IdempotencyKey @PartitionKey String orderId) implements Outcome {}

                  @Message(channel = "orders")
                  record Refused(@IdempotencyKey @PartitionKey String orderId) implements Outcome {}
                }

                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  Outcome on(OrderPlaced order) {
                    return new Outcome.Paid(order.orderId());
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void aFamilyInAFamilyIsOpened() {
    assertThat(
            Compile.inShop(
                """
                sealed interface Outcome {
                  @Message(channel = "orders")
                  record Paid(@IdempotencyKey @PartitionKey String orderId) implements Outcome {}

                  sealed interface Bad extends Outcome {}

                  record Refused(String orderId) implements Bad {}
                }

                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent Optional<Outcome> on(OrderPlaced order) {
                    return Optional.empty();
                  }
                }
                """))
        .containsExactly(
            "ERROR 12 [DulySealedMember] Handler Billing.on returns the sealed type Outcome, whose member Refused is no @Message. Declare it with @Message, or return a narrower type. (https://duly.dev/rules/DulySealedMember)");
  }
}
