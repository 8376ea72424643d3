/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class WindowTooShortRuleTest {

  @Test
  void aWindowShorterThanTheDefaultRetriesIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(window = "3m")
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyWindowTooShort] The dedupe window of Billing.on is 3m, and its last retry may come 3m37.2s after the first run. Make the window longer than that, or the retries fewer. (https://duly.dev/rules/DulyWindowTooShort)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(window = "1h")
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aDeclaredScheduleIsAddedUp() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Lease("1m")
                class Billing {
                  @MessageHandler
                  @Idempotent(window = "1h")
                  @Retry(attempts = 20, initial = "1s", max = "10m", multiplier = 3.0, jitter = 0.5)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyWindowTooShort] The dedupe window of Billing.on is 1h, and its last retry may come 3h44m6s after the first run. Make the window longer than that, or the retries fewer. (https://duly.dev/rules/DulyWindowTooShort)");
  }
}
