/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class JitterZeroRuleTest {

  @Test
  void noJitterIsWarnedOf() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Retry(jitter = 0.0)
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "WARNING 2 [DulyJitterZero] The retries of Billing have no jitter: all instances try again at the same moment. Leave the jitter at 0.2, or silence this with @SuppressWarnings(\"DulyJitterZero\"). (https://duly.dev/rules/DulyJitterZero)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Retry(attempts = 4)
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void oneCanSayItIsMeant() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Retry(jitter = 0.0)
                @SuppressWarnings("DulyJitterZero")
                class Billing {
                  @MessageHandler @Idempotent void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
