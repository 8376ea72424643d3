/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class HandlerClassRuleTest {

  @Test
  void anAbstractClassIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                abstract class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyHandlerClass] Billing cannot hold handlers: it is abstract. Use a concrete class without type parameters that can be named from its package. (https://duly.dev/rules/DulyHandlerClass)");
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
  void aGroupWithoutHandlersIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyHandlerClass] Billing cannot hold handlers: it has a group and no @MessageHandler. Use a concrete class without type parameters that can be named from its package. (https://duly.dev/rules/DulyHandlerClass)");
  }

  @Test
  void privateGenericAndInterfacesAreRefused() {
    assertThat(
            Compile.inShop(
                """
                class Shop {
                  @HandlerGroup("one")
                  private static class One {
                    @MessageHandler @Idempotent void on(OrderPlaced order) {}
                  }

                  @HandlerGroup("two")
                  static class Two<T> {
                    @MessageHandler @Idempotent void on(OrderPlaced order) {}
                  }

                  @HandlerGroup("three")
                  interface Three {
                    @MessageHandler @Idempotent default void on(OrderPlaced order) {}
                  }
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerClass] Shop.One cannot hold handlers: it is private. Use a concrete class without type parameters that can be named from its package. (https://duly.dev/rules/DulyHandlerClass)",
            "ERROR 13 [DulyHandlerClass] Shop.Three cannot hold handlers: it is an interface. Use a concrete class without type parameters that can be named from its package. (https://duly.dev/rules/DulyHandlerClass)",
            "ERROR 8 [DulyHandlerClass] Shop.Two cannot hold handlers: it has type parameters. Use a concrete class without type parameters that can be named from its package. (https://duly.dev/rules/DulyHandlerClass)");
  }
}
