/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardKeyRuleTest {

  @Test
  void aMethodWithoutAKeyIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(String key, OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardKey] Desk.place is @Idempotent and has no key: nothing tells a repeated call from a new one. Put @IdempotencyKey on the parameters that identify the call. (https://duly.dev/rules/DulyGuardKey)");
  }

  @Test
  void aPartOfAForbiddenTypeIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey List<String> key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyKeyType] Key part 'key' of Desk.place is of type List<String>. Use a String, an integral number, a UUID, an enum or a record of those. (https://duly.dev/rules/DulyKeyType)");
  }

  @Test
  void aFloatingPointPartIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey double key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyKeyFloating] Key part 'key' of Desk.place is a double, and floating point numbers are not exact. Use an integral number of the smallest unit, or a String. (https://duly.dev/rules/DulyKeyFloating)");
  }

  @Test
  void aPartThatMayBeMissingIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quote place(@IdempotencyKey Optional<String> key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyKeyNullable] Key part 'key' of Desk.place may be missing (Optional<String>), and a key must always identify the message. Make it mandatory, or take another part for the key. (https://duly.dev/rules/DulyKeyNullable)");
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
