/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectUnkeyedRuleTest {

  @Test
  void aCallForAMessageWithoutAKeyIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @Message(channel = "refunds")
                  record Refund(@PartitionKey String orderId, long cents) {}

                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(Refund refund, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 8 [DulyEffectUnkeyed] Handler Billing.on calls another system for Billing.Refund, which has no idempotency key. Put @IdempotencyKey on what identifies the message; without it nothing is guarded. (https://duly.dev/rules/DulyEffectUnkeyed)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @Message(channel = "refunds")
                  record Refund(@IdempotencyKey String refundId, @PartitionKey String orderId, long cents) {}

                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(Refund refund, EffectKey key) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void noReasonSilencesIt() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @Message(channel = "refunds")
                  record Refund(@PartitionKey String orderId, long cents) {}

                  @MessageHandler
                  @BestEffort(because = "a refund may be paid twice")
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(Refund refund, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 9 [DulyEffectUnkeyed] Handler Billing.on calls another system for Billing.Refund, which has no idempotency key. Put @IdempotencyKey on what identifies the message; without it nothing is guarded. (https://duly.dev/rules/DulyEffectUnkeyed)");
  }
}
