/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class StrayGuardRuleTest {

  @Test
  void aGuardOnAMethodOfAClassIsRefused() {
    assertThat(
            Compile.inShop(
                """
                class Gateway {
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void charge(TakePayment payment) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyStrayGuard] Gateway.charge is @Idempotent and no handler: nothing would guard it. Add @MessageHandler, or declare it on a method of an interface and guard the object: duly.guard(Type.class, object). (https://duly.dev/rules/DulyStrayGuard)");
  }

  @Test
  void aGuardOnAMethodBesideHandlersIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}

                  @Idempotent
                  void charge(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 7 [DulyStrayGuard] Billing.charge is @Idempotent and no handler: nothing would guard it. Add @MessageHandler, or declare it on a method of an interface and guard the object: duly.guard(Type.class, object). (https://duly.dev/rules/DulyStrayGuard)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Gateway {
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, scope = "charge")
                  void charge(@IdempotencyKey String orderId, long cents);
                }
                """))
        .isEmpty();
  }
}
