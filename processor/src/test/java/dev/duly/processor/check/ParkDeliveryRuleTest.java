/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ParkDeliveryRuleTest {

  @Test
  void whatRunsAtMostOnceCannotBeParked() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(onKey = DeadLetter.OnKey.PARK)
                class Billing {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyParkDelivery] Billing parks keys, and its handler Billing.on is AT_MOST_ONCE: what fails there is gone and cannot be parked. Let it be delivered at least once, or move it to a group without onKey = PARK. (https://duly.dev/rules/DulyParkDelivery)");
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
  void aGroupThatGoesOnMayRunAtMostOnce() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @DeadLetter(channel = "billing.dead")
                class Billing {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
