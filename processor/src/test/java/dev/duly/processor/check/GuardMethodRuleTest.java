/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class GuardMethodRuleTest {

  @Test
  void aStaticMethodIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  static void place(@IdempotencyKey String key) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardMethod] Desk.place cannot be guarded: it is static. Declare an instance method without type parameters that throws at most one checked exception and takes what its callers have. (https://duly.dev/rules/DulyGuardMethod)");
  }

  @Test
  void aMethodWithTypeParametersIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  <T> void place(@IdempotencyKey String key, T order);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardMethod] Desk.place cannot be guarded: it has type parameters. Declare an instance method without type parameters that throws at most one checked exception and takes what its callers have. (https://duly.dev/rules/DulyGuardMethod)");
  }

  @Test
  void unrelatedCheckedExceptionsAreRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  void place(@IdempotencyKey String key) throws java.io.IOException, InterruptedException;
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardMethod] Desk.place cannot be guarded: it throws several checked exceptions that are no subclasses of one of them. Declare an instance method without type parameters that throws at most one checked exception and takes what its callers have. (https://duly.dev/rules/DulyGuardMethod)");
  }

  @Test
  void exceptionsThatOneCoversAreAccepted() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  void place(@IdempotencyKey String key) throws java.io.IOException, java.io.FileNotFoundException, IllegalStateException;
                }
                """))
        .isEmpty();
  }

  @Test
  void whatOnlyAHandlerIsGivenIsRefused() {
    assertThat(
            Compile.inShop(
                """
                interface Desk {
                  @Idempotent(scope = "desk.place")
                  void place(@IdempotencyKey String key, Transaction tx);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyGuardMethod] Desk.place cannot be guarded: it takes Transaction, which only a handler is given. Declare an instance method without type parameters that throws at most one checked exception and takes what its callers have. (https://duly.dev/rules/DulyGuardMethod)");
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
