/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class DurationRuleTest {

  @Test
  void wordsAreNoDuration() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Lease("2 minutes")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyDuration] '2 minutes' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Lease("2m")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void everyDurationIsChecked() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(timeout = "5")
                  @Idempotent(window = "1w")
                  @Retry(initial = "s", max = "1e3s")
                  void on(OrderPlaced order) {}
                }

                @Publisher(timeout = "99999999999999999999d")
                interface Shop {
                  void placed(OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyDuration] '5' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)",
            "ERROR 4 [DulyDuration] '1w' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)",
            "ERROR 5 [DulyDuration] 's' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)",
            "ERROR 5 [DulyDuration] '1e3s' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)",
            "ERROR 9 [DulyDuration] '99999999999999999999d' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)");
  }

  @Test
  void isoDurationsAreFine() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Lease("PT1M30S")
                class Billing {
                  @MessageHandler @Idempotent(window = "P10D") void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
