/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardTypeRuleTest {

  @Test
  void anInterfaceWithTypeParametersIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk<R> {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey String key, OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 1 [DulyGuardType] Desk cannot be guarded: it has type parameters. Declare an interface of its own, without type parameters, that can be named from its package. (https://duly.dev/rules/DulyGuardType)");
  }

  @Test
  void anInterfaceThatExtendsAnotherIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk extends Comparable<String> {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey String key, OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 1 [DulyGuardType] Desk cannot be guarded: it extends another interface. Declare an interface of its own, without type parameters, that can be named from its package. (https://duly.dev/rules/DulyGuardType)");
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
