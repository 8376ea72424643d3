/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class KeyNullableRuleTest {

  @Test
  void anOptionalIsNoKeyPart() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey Optional<String> refundId, @PartitionKey String orderId) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyNullable] Key part 'refundId' of Refunded may be missing (Optional<String>), and a key must always identify the message. Make it mandatory, or take another part for the key. (https://duly.dev/rules/DulyKeyNullable)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey String refundId, @PartitionKey String orderId) {}
                """))
        .isEmpty();
  }

  @Test
  void aPartMarkedNullableIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "payments")
                record Refunded(@IdempotencyKey @Nullable String refundId, @PartitionKey String orderId) {
                  @interface Nullable {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyNullable] Key part 'refundId' of Refunded may be missing (@Nullable), and a key must always identify the message. Make it mandatory, or take another part for the key. (https://duly.dev/rules/DulyKeyNullable)");
  }
}
