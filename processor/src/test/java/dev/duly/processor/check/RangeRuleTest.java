/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class RangeRuleTest {

  @Test
  void noAttemptsAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  @Retry(attempts = 0)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyRange] attempts is 0. It must be 1 to 100. (https://duly.dev/rules/DulyRange)");
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
                  @Retry(attempts = 1)
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void everyNumberIsChecked() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Concurrency(lanes = 2000, inFlight = 0, batch = -1)
                @Retry(multiplier = 0.5, jitter = 1.5, initial = "10s", max = "1s")
                class Billing {
                  @MessageHandler(timeout = "0s")
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyRange] lanes is 2000. It must be 1 to 1024. (https://duly.dev/rules/DulyRange)",
            "ERROR 2 [DulyRange] inFlight is 0. It must be 1 to 100000. (https://duly.dev/rules/DulyRange)",
            "ERROR 2 [DulyRange] batch is -1. It must be 1 to 10000. (https://duly.dev/rules/DulyRange)",
            "ERROR 3 [DulyRange] multiplier is 0.5. It must be 1.0 to 1000.0. (https://duly.dev/rules/DulyRange)",
            "ERROR 3 [DulyRange] jitter is 1.5. It must be 0.0 to 1.0. (https://duly.dev/rules/DulyRange)",
            "ERROR 3 [DulyRange] initial is 10s. It must be at most max, 1s. (https://duly.dev/rules/DulyRange)",
            "ERROR 5 [DulyRange] The duration is 0s. It must be longer than zero. (https://duly.dev/rules/DulyRange)");
  }

  @Test
  void aVersionIsOneOrMore() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "orders", version = 0)
                record OrderSent(@IdempotencyKey @PartitionKey String orderId) {}
                """))
        .containsExactly(
            "ERROR 1 [DulyRange] The version of OrderSent is 0. It must be 1 or more. (https://duly.dev/rules/DulyRange)");
  }
}
