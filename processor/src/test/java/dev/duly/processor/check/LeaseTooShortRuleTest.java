/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class LeaseTooShortRuleTest {

  @Test
  void aTimeoutLongerThanTheDefaultLeaseIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(timeout = "1m")
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyLeaseTooShort] Handler Billing.on may run for 1m, and the lease of its group is 30s. Make the lease longer than the timeout. (https://duly.dev/rules/DulyLeaseTooShort)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Lease("2m")
                class Billing {
                  @MessageHandler(timeout = "1m")
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
