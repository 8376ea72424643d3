/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class HandlerMethodRuleTest {

  @Test
  void aPrivateHandlerIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  private void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyHandlerMethod] Handler Billing.on is private. Make it an instance method without type parameters that is not private. (https://duly.dev/rules/DulyHandlerMethod)");
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
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void staticAndGenericMethodsAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  static void on(OrderPlaced order) {}

                  @MessageHandler
                  @Idempotent
                  <T> void on(PaymentTaken taken) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyHandlerMethod] Handler Billing.on is static. Make it an instance method without type parameters that is not private. (https://duly.dev/rules/DulyHandlerMethod)",
            "ERROR 9 [DulyHandlerMethod] Handler Billing.on has type parameters. Make it an instance method without type parameters that is not private. (https://duly.dev/rules/DulyHandlerMethod)");
  }
}
