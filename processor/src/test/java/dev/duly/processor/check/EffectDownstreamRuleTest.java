/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectDownstreamRuleTest {

  @Test
  void aCallMustSayWhatARepeatedOneDoes() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT)
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectDownstream] Handler Billing.on calls another system, and nothing says what that does with a repeated call. Add downstream = KEYED if it takes a key, QUERY if it can be asked, NONE if neither. (https://duly.dev/rules/DulyEffectDownstream)");
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
  void theDefaultWrittenOutIsADeclaration() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE)
                  void on(TakePayment payment) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aGuardedCallMustSaySoToo() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(mode = Idempotent.Mode.EFFECT, scope = "desk.place")
                  void place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyEffectDownstream] Desk.place calls another system, and nothing says what that does with a repeated call. Add downstream = KEYED if it takes a key, QUERY if it can be asked, NONE if neither. (https://duly.dev/rules/DulyEffectDownstream)");
  }
}
