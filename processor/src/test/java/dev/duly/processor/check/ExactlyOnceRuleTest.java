/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ExactlyOnceRuleTest {

  @Test
  void exactlyOnceWithoutAGuardIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(delivery = DeliveryMode.EXACTLY_ONCE)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyExactlyOnce] Handler Billing.on is EXACTLY_ONCE and has no guard in the transaction. Add @Idempotent; its mode is TRANSACTION by default. (https://duly.dev/rules/DulyExactlyOnce)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(delivery = DeliveryMode.EXACTLY_ONCE)
                  @Idempotent
                  void on(OrderPlaced order, Transaction tx) {}
                }
                """))
        .isEmpty();
  }
}
