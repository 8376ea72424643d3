/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectKeyRuleTest {

  @Test
  void aKeyOutsideOfModeEffectIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyEffectKey] Handler Billing.on takes an EffectKey and is not guarded by mode EFFECT. Remove the parameter, or guard the call: @Idempotent(mode = EFFECT, downstream = …). (https://duly.dev/rules/DulyEffectKey)");
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

  @Test
  void aHandlerWithoutAGuardHasNoneEither() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectKey] Handler Billing.on takes an EffectKey and is not guarded by mode EFFECT. Remove the parameter, or guard the call: @Idempotent(mode = EFFECT, downstream = …). (https://duly.dev/rules/DulyEffectKey)");
  }

  @Test
  void modeEffectNeedNotTakeIt() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE)
                  void on(TakePayment payment, Outbox outbox) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aGuardedCallInATransactionHasNoKeyForOthers() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  void place(@IdempotencyKey String key, EffectKey effect);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyEffectKey] Desk.place takes an EffectKey and is not guarded by mode EFFECT. Remove the parameter, or guard the call: @Idempotent(mode = EFFECT, downstream = …). (https://duly.dev/rules/DulyEffectKey)");
  }
}
