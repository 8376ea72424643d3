/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class HandledTwiceRuleTest {

  @Test
  void twoHandlersOfOneClassForOneMessageAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void charge(OrderPlaced order) {}

                  @MessageHandler
                  @Idempotent
                  void book(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 9 [DulyHandledTwice] Group 'billing' handles OrderPlaced twice: in Billing.charge and in Billing.book. Keep one handler, or give one class a group of its own. (https://duly.dev/rules/DulyHandledTwice)");
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
                  void charge(OrderPlaced order) {}
                }

                @HandlerGroup("bookkeeping")
                class Bookkeeping {
                  @MessageHandler
                  @Idempotent
                  void book(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void twoClassesOfOneGroupAreLookedAtTogether() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent void charge(OrderPlaced order) {}
                }

                @HandlerGroup("billing")
                class Books {
                  @MessageHandler @Idempotent void book(List<OrderPlaced> orders) {}
                }
                """))
        .containsExactly(
            "ERROR 8 [DulyHandledTwice] Group 'billing' handles OrderPlaced twice: in Billing.charge and in Books.book. Keep one handler, or give one class a group of its own. (https://duly.dev/rules/DulyHandledTwice)");
  }
}
