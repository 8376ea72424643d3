/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectBatchRuleTest {

  @Test
  void aBatchInModeEffectIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(List<TakePayment> payments, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyEffectBatch] Handler Billing.on takes a batch, and in mode EFFECT each call has an outcome of its own. Take one message. (https://duly.dev/rules/DulyEffectBatch)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .isEmpty();
  }
}
