/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class AtMostOnceRuleTest {

  @Test
  void aRetryIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("metrics")
                class Metrics {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  @Retry(attempts = 3)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyAtMostOnce] Handler Metrics.on is AT_MOST_ONCE and declares @Retry, which needs a second delivery. Remove one of the two. (https://duly.dev/rules/DulyAtMostOnce)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("metrics")
                class Metrics {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aGuardIsRefusedToo() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("metrics")
                class Metrics {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyAtMostOnce] Handler Metrics.on is AT_MOST_ONCE and declares @Idempotent, which needs a second delivery. Remove one of the two. (https://duly.dev/rules/DulyAtMostOnce)");
  }

  @Test
  void theRetryOfTheClassDoesNotCount() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("metrics")
                @Retry(attempts = 3)
                class Metrics {
                  @MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE)
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
