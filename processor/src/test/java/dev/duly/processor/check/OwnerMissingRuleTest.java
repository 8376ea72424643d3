/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class OwnerMissingRuleTest {

  @Test
  void aGroupWithoutAnOwnerIsNoted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """,
                "-Aduly.owners=note"))
        .containsExactly(
            "NOTE 2 [DulyOwnerMissing] Nobody owns the dead letters of group 'billing'. Add @Owner(team = \"…\") to the class, its package or its module. (https://duly.dev/rules/DulyOwnerMissing)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Owner(team = "payments", contact = "#payments", runbook = "https://wiki.example/billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """,
                "-Aduly.owners=note"))
        .isEmpty();
  }

  @Test
  void anOptionMakesItAnError() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """,
                "-Aduly.owners=error"))
        .containsExactly(
            "ERROR 2 [DulyOwnerMissing] Nobody owns the dead letters of group 'billing'. Add @Owner(team = \"…\") to the class, its package or its module. (https://duly.dev/rules/DulyOwnerMissing)");
  }
}
