/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class CommandGroupsRuleTest {

  @Test
  void aCommandOfTwoGroupsIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(TakePayment command) {}
                }

                @HandlerGroup("bookkeeping")
                class Bookkeeping {
                  @MessageHandler
                  @Idempotent
                  void on(TakePayment command) {}
                }
                """))
        .containsExactly(
            "ERROR 12 [DulyCommandGroups] The command TakePayment is handled by two groups, 'billing' and 'bookkeeping'. Let one group handle it, or make it an event if several may. (https://duly.dev/rules/DulyCommandGroups)");
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
                  PaymentTaken on(TakePayment command) {
                    return new PaymentTaken(command.orderId(), command.cents());
                  }
                }

                @HandlerGroup("bookkeeping")
                class Bookkeeping {
                  @MessageHandler
                  @Idempotent
                  void on(PaymentTaken event) {}
                }
                """))
        .isEmpty();
  }
}
