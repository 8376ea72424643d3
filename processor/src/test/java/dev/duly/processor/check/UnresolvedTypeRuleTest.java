/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class UnresolvedTypeRuleTest {

  @Test
  void aTypeThatNeverComesIsReportedInTheEnd() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlacd order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 cannot find symbol\n  symbol:   class OrderPlacd\n  location: class shop.Billing",
            "ERROR 2 [DulyUnresolvedType] Billing needs OrderPlacd, which does not exist and which no annotation processor made. Check the name, the import and the processor path. (https://duly.dev/rules/DulyUnresolvedType)");
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
}
