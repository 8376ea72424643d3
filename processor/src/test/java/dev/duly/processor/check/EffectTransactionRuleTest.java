/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectTransactionRuleTest {

  @Test
  void aTransactionInModeEffectIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED)
                  void on(TakePayment payment, EffectKey key, Transaction tx) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyEffectTransaction] Handler Billing.on takes a Transaction, and mode EFFECT has none: a call cannot be rolled back. Remove the parameter; return a message, and write in the handler that takes it. (https://duly.dev/rules/DulyEffectTransaction)");
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
                  PaymentTaken on(TakePayment payment, EffectKey key) {
                    return new PaymentTaken(payment.orderId(), payment.cents());
                  }

                  @MessageHandler
                  @Idempotent
                  void on(PaymentTaken taken, Transaction tx) {}
                }
                """))
        .isEmpty();
  }
}
