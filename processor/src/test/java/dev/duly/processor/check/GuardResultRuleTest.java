/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardResultRuleTest {

  @Test
  void aListIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  List<Quote> place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardResult] Desk.place returns List<Quote>, which cannot be remembered. Return void, a primitive or a class without type parameters. (https://duly.dev/rules/DulyGuardResult)");
  }

  @Test
  void aFutureIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  CompletionStage<Quote> place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardResult] Desk.place returns CompletionStage<Quote>, which cannot be remembered. Return void, a primitive or a class without type parameters. (https://duly.dev/rules/DulyGuardResult)");
  }

  @Test
  void anyObjectIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Object place(@IdempotencyKey String key);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardResult] Desk.place returns Object, which cannot be remembered. Return void, a primitive or a class without type parameters. (https://duly.dev/rules/DulyGuardResult)");
  }

  @Test
  void aPrimitiveIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  long place(@IdempotencyKey String key);
                }
                """))
        .isEmpty();
  }

  @Test
  void nothingIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  void place(@IdempotencyKey String key);
                }
                """))
        .isEmpty();
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  Quotes place(@IdempotencyKey String key);
                }
                record Quotes(List<Quote> quotes) {}
                """))
        .isEmpty();
  }
}
