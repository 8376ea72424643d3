/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class HandlerReturnRuleTest {

  @Test
  void aMessageIsNotTheReplyOfARequest() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("pricing")
                class Pricing {
                  @MessageHandler
                  @Idempotent
                  PaymentTaken on(QuoteRequest request) {
                    return null;
                  }
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyHandlerReturn] Handler Pricing.on returns PaymentTaken, and its request is answered with Quote. Return void, a message, an Optional or List of it, or a sealed interface of messages; for a request, its reply. (https://duly.dev/rules/DulyHandlerReturn)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("pricing")
                class Pricing {
                  @MessageHandler
                  @Idempotent
                  Quote on(QuoteRequest request) {
                    return new Quote(request.sku(), 100);
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void aFutureOrANumberIsNoMessage() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent CompletionStage<PaymentTaken> one(OrderPlaced order) {
                    return null;
                  }

                  @MessageHandler @Idempotent int two(PaymentTaken taken) {
                    return 0;
                  }
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerReturn] Handler Billing.one returns CompletionStage<PaymentTaken>, and that can be no message. Return void, a message, an Optional or List of it, or a sealed interface of messages; for a request, its reply. (https://duly.dev/rules/DulyHandlerReturn)",
            "ERROR 7 [DulyHandlerReturn] Handler Billing.two returns int, and that can be no message. Return void, a message, an Optional or List of it, or a sealed interface of messages; for a request, its reply. (https://duly.dev/rules/DulyHandlerReturn)");
  }

  @Test
  void aRequestThatIsNotAnsweredIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("pricing")
                class Pricing {
                  @MessageHandler @Idempotent void on(QuoteRequest request) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerReturn] Handler Pricing.on returns void, and its request is answered with Quote. Return void, a message, an Optional or List of it, or a sealed interface of messages; for a request, its reply. (https://duly.dev/rules/DulyHandlerReturn)");
  }
}
