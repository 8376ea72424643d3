/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardNaturalRuleTest {

  @Test
  void aNaturalMethodIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(mode = Idempotent.Mode.NATURAL, because = "an upsert", scope = "desk.place")
                  Quote place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyGuardNatural] Desk.place is NATURAL and no handler: there is nothing to guard. Remove @Idempotent. (https://duly.dev/rules/DulyGuardNatural)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  Quote place(String key);
                }
                """))
        .isEmpty();
  }
}
