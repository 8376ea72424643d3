/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class DownstreamWindowRuleTest {

  @Test
  void retriesThatOutlastTheKeyAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, downstreamWindow = "24h")
                  @Retry(attempts = 30, initial = "1m", max = "1h")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyDownstreamWindow] The system called by Billing.on remembers a key for 24h, and the last retry may come 29h21m36s after the first run. Make the retries fewer or faster. (https://duly.dev/rules/DulyDownstreamWindow)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, downstreamWindow = "24h")
                  @Retry(attempts = 20, initial = "1m", max = "1h")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .isEmpty();
  }
}
