/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ParkHandlerRuleTest {

  @Test
  void aHandlerDoesNotParkForItself() {
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
            "ERROR 5 [DulyParkHandler] Handler Billing.on declares onKey = PARK, but a key is parked for its whole group. Put @DeadLetter(onKey = PARK) on the class Billing. (https://duly.dev/rules/DulyParkHandler)");
  }

  @Test
  void theWayOutIsAccepted() {
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
        .isEmpty();
  }

  @Test
  void aHandlerMayHaveAChannelOfItsOwn() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                class Billing {
                  @MessageHandler
                  @Idempotent
                  @DeadLetter(channel = "billing.dead")
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
