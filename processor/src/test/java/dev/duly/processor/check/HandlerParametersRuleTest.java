/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class HandlerParametersRuleTest {

  @Test
  void theMessageComesFirst() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(Transaction tx, OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyHandlerParameters] Handler Billing.on takes Transaction first. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order, Transaction tx) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aHandlerWithoutParametersIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on() {}
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyHandlerParameters] Handler Billing.on takes no message. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }

  @Test
  void aForeignParameterIsRefusedWithTheNearMiss() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  interface Transactions {}

                  @MessageHandler
                  @Idempotent
                  void on(OrderPlaced order, Transactions tx) {}
                }
                """))
        .containsExactly(
            "ERROR 7 [DulyHandlerParameters] Handler Billing.on takes Transactions, which nobody can give it. Did you mean 'Transaction'? Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }

  @Test
  void collectionsArraysAndPrimitivesAreNoMessages() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent void one(Collection<OrderPlaced> orders) {}
                  @MessageHandler @Idempotent void two(OrderPlaced[] orders) {}
                  @MessageHandler @Idempotent void three(int order) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerParameters] Handler Billing.one takes Collection<OrderPlaced> first, which can be no message. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)",
            "ERROR 4 [DulyHandlerParameters] Handler Billing.two takes OrderPlaced[] first, which can be no message. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)",
            "ERROR 5 [DulyHandlerParameters] Handler Billing.three takes int first, which can be no message. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }

  @Test
  void aSecondMessageIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent void one(OrderPlaced order, PaymentTaken taken) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerParameters] Handler Billing.one takes a second message. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }

  @Test
  void aBatchOfRequestsIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent Quote one(List<QuoteRequest> requests) {
                    return null;
                  }
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyHandlerParameters] Handler Billing.one answers requests in a batch. Take the message, or a List of it, first, then Transaction, EffectKey, MessageContext or Outbox. (https://duly.dev/rules/DulyHandlerParameters)");
  }
}
