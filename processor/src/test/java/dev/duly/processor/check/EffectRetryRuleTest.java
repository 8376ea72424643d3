/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectRetryRuleTest {

  @Test
  void aRetryThatRepeatsNothingIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE)
                  @Retry(attempts = 3)
                  void on(TakePayment payment) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyEffectRetry] Handler Billing.on declares @Retry, and with downstream = NONE no failure of it is tried again. Say which are: notExecuted = ConnectException.class, for one; or remove @Retry. (https://duly.dev/rules/DulyEffectRetry)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(
                      mode = Idempotent.Mode.EFFECT,
                      downstream = Downstream.NONE,
                      notExecuted = java.net.ConnectException.class)
                  @Retry(attempts = 3)
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void oneAttemptIsNoRetry() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE)
                  @Retry(attempts = 1)
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void theRetryOfTheClassIsMeantForItsOtherHandlers() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Retry(attempts = 3)
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE)
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }
}
