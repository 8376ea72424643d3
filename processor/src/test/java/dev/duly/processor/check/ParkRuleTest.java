/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ParkRuleTest {

  @Test
  void parkingByAGroupComesLater() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyPark] Billing parks the messages behind a dead one, which comes in a later version. Use onKey = CONTINUE. (https://duly.dev/rules/DulyPark)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(channel = "billing.dead")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void parkingByAHandlerIsRefusedToo() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyPark] Handler Billing.on parks the messages behind a dead one, which comes in a later version. Use onKey = CONTINUE. (https://duly.dev/rules/DulyPark)");
  }
}
