/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class ReasonRuleTest {

  @Test
  void aBlankReasonIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "pages")
                @Unordered(because = " ")
                record PageSeen(@IdempotencyKey String view) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyReason] The reason in @Unordered is blank. Say why it is right; the next reader will ask. (https://duly.dev/rules/DulyReason)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "pages")
                @Unordered(because = "each view stands alone")
                record PageSeen(@IdempotencyKey String view) {}
                """))
        .isEmpty();
  }

  @Test
  void theOtherReasonsAreCheckedToo() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                @Owner(team = "")
                @BestEffort(because = "")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.NATURAL)
                  void one(OrderPlaced order) {}

                  @MessageHandler
                  @BestEffort(because = "")
                  void two(PaymentTaken taken) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyReason] The reason in @BestEffort is blank. Say why it is right; the next reader will ask. (https://duly.dev/rules/DulyReason)",
            "ERROR 2 [DulyReason] The team in @Owner is blank. Say why it is right; the next reader will ask. (https://duly.dev/rules/DulyReason)",
            "ERROR 6 [DulyReason] The reason in @Idempotent(mode = NATURAL) is blank. Say why it is right; the next reader will ask. (https://duly.dev/rules/DulyReason)",
            "ERROR 10 [DulyReason] The reason in @BestEffort is blank. Say why it is right; the next reader will ask. (https://duly.dev/rules/DulyReason)");
  }
}
