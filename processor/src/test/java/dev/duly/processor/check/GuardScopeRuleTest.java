/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardScopeRuleTest {

  @Test
  void aMethodWithoutAScopeIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent
                  Quote placeOrder(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyGuardScope] Desk.placeOrder is @Idempotent and has no scope. Keys are kept under an id that no renaming changes: scope = \"desk.place-order\", for one. (https://duly.dev/rules/DulyGuardScope)");
  }

  @Test
  void aScopeIsOneMethodsAlone() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey String key, OrderPlaced order);

                  @Idempotent(scope = "desk.place")
                  void cancel(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyGuardScope] Desk.cancel is @Idempotent and has the scope of Desk.place. Keys are kept under an id that no renaming changes: scope = \"desk.cancel\", for one. (https://duly.dev/rules/DulyGuardScope)");
  }

  @Test
  void aScopeIsAName() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "Desk")
                  void cancel(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyName] The scope 'Desk' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey String key, OrderPlaced order);
                }
                """))
        .isEmpty();
  }
}
