/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectOnlyRuleTest {

  @Test
  void aSettingOfCallsIsRefusedInAnotherMode() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(downstream = Downstream.KEYED)
                  void on(TakePayment payment) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectOnly] Handler Billing.on declares downstream, which has a meaning in mode EFFECT alone. Remove it, or add mode = EFFECT. (https://duly.dev/rules/DulyEffectOnly)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void modeNaturalHasNoneEither() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.NATURAL, because = "an upsert", lease = "1m")
                  void on(TakePayment payment) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectOnly] Handler Billing.on declares lease, which has a meaning in mode EFFECT alone. Remove it, or add mode = EFFECT. (https://duly.dev/rules/DulyEffectOnly)");
  }

  @Test
  void modeEffectHasThemAll() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(
                      mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, downstreamWindow = "24h", lease = "1m",
                      notExecuted = java.net.ConnectException.class, refused = IllegalArgumentException.class)
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aGuardedCallInATransactionHasNoLease() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(lease = "1m", scope = "desk.place")
                  void place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyEffectOnly] Desk.place declares lease, which has a meaning in mode EFFECT alone. Remove it, or add mode = EFFECT. (https://duly.dev/rules/DulyEffectOnly)");
  }
}
