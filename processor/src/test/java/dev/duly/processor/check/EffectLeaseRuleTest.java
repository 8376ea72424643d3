/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class EffectLeaseRuleTest {

  @Test
  void aLeaseThatIsHardlyLongerThanTheTimeoutIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(timeout = "25s")
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, lease = "29s")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyEffectLease] Handler Billing.on may run for 25s, and its call is leased for 29s. Make the lease at least 1.2 times the timeout. (https://duly.dev/rules/DulyEffectLease)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(timeout = "25s")
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, lease = "30s")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void withoutATimeoutTheLeaseIsRenewed() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, lease = "1s")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aMalformedLeaseIsReportedOnce() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler(timeout = "25s")
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, lease = "long")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyDuration] 'long' is no duration. Write \"500ms\", \"5s\", \"2m\", \"24h\", \"7d\" or \"PT5S\". (https://duly.dev/rules/DulyDuration)");
  }

  @Test
  void aLeaseIsAtMostTwelveHours() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.KEYED, lease = "13h", window = "30d")
                  void on(TakePayment payment, EffectKey key) {}
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyLeaseTooLong] The lease is 13h. It is at most 12 hours; it is renewed while a handler runs, so a short one is enough. (https://duly.dev/rules/DulyLeaseTooLong)");
  }
}
