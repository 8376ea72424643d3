/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GroupMissingRuleTest {

  @Test
  void handlersWithoutAGroupAreRefused() {
    assertThat(
            Compile.inShop(
                """
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 1 [DulyGroupMissing] Billing has handlers and no group. Add @HandlerGroup(\"billing\") to the class. (https://duly.dev/rules/DulyGroupMissing)");
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
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
