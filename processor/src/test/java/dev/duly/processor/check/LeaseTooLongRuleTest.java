/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class LeaseTooLongRuleTest {

  @Test
  void aLeaseOfADayIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("reports")
                @Lease("1d")
                class Reports {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyLeaseTooLong] The lease is 1d. It is at most 12 hours; it is renewed while a handler runs, so a short one is enough. (https://duly.dev/rules/DulyLeaseTooLong)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("reports")
                @Lease("30m")
                class Reports {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
