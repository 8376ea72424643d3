/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class KeyFloatingRuleTest {

  @Test
  void aDoubleIsNoKeyPart() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey double amount, @PartitionKey String orderId) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyFloating] Key part 'amount' of Refunded is a double, and floating point numbers are not exact. Use an integral number of the smallest unit, or a String. (https://duly.dev/rules/DulyKeyFloating)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey long cents, @PartitionKey String orderId) {}
                """))
        .isEmpty();
  }

  @Test
  void aWrappedFloatIsRefusedAsWell() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey String id, @PartitionKey Float amount) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyFloating] Key part 'amount' of Refunded is a Float, and floating point numbers are not exact. Use an integral number of the smallest unit, or a String. (https://duly.dev/rules/DulyKeyFloating)");
  }
}
