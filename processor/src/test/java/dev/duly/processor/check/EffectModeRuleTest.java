/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectModeRuleTest {

  @Test
  void modeEffectComesLater() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("mail")
                class Mail {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT)
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectMode] Handler Mail.on is guarded by mode EFFECT, which comes in a later version. Use TRANSACTION, or NATURAL with the reason why running twice does no harm. (https://duly.dev/rules/DulyEffectMode)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("mail")
                class Mail {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.NATURAL, because = "the mail service takes the order id as its key")
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }
}
