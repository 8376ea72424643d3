/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class NotAMessageRuleTest {

  @Test
  void aHandledRecordThatIsNoMessageIsReportedWithTheNearMiss() {
    assertThat(
            Compile.inShop(
                """
                record OrderPlace(String orderId) {}

                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler
                  @Idempotent
                  void on(OrderPlace order) {}
                }
                """))
        .containsExactly(
            "ERROR 7 [DulyNotAMessage] Handler Billing.on takes OrderPlace, which is no @Message. Did you mean 'OrderPlaced'? Declare it with @Message, or with @MessageFor if the class is not yours. (https://duly.dev/rules/DulyNotAMessage)");
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
                  void on(OrderPlaced order) {}
                }
                """))
        .isEmpty();
  }

  @Test
  void aReturnedRecordThatIsNoMessageIsRefused() {
    assertThat(
            Compile.inShop(
                """
                record Receipt(String orderId) {}

                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent Receipt one(OrderPlaced order) {
                    return null;
                  }

                  @MessageHandler @Idempotent List<Receipt> two(PaymentTaken taken) {
                    return List.of();
                  }
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyNotAMessage] Handler Billing.one returns Receipt, which is no @Message. Declare it with @Message, or with @MessageFor if the class is not yours. (https://duly.dev/rules/DulyNotAMessage)",
            "ERROR 9 [DulyNotAMessage] Handler Billing.two returns Receipt, which is no @Message. Declare it with @Message, or with @MessageFor if the class is not yours. (https://duly.dev/rules/DulyNotAMessage)");
  }

  @Test
  void aPublishedRecordThatIsNoMessageIsRefused() {
    assertThat(
            Compile.inShop(
                """
                record Receipt(String orderId) {}

                @Publisher
                interface Receipts {
                  void sent(Receipt receipt);
                }
                """))
        .containsExactly(
            "ERROR 5 [DulyNotAMessage] Publisher method Receipts.sent takes Receipt, which is no @Message. Declare it with @Message, or with @MessageFor if the class is not yours. (https://duly.dev/rules/DulyNotAMessage)");
  }

  @Test
  void aMessageDeclaredForAnotherClassIsOne() {
    assertThat(
            Compile.inShop(
                """
                record Receipt(String orderId) {}

                @MessageFor(type = Receipt.class, channel = "receipts", idempotencyKey = "orderId", partitionKey = "orderId")
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent Receipt one(OrderPlaced order) {
                    return null;
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void aWrongDeclarationForAnotherClassIsReportedOnce() {
    assertThat(
            Compile.inShop(
                """
                record Receipt(String orderId) {}

                @MessageFor(type = Receipt.class, channel = "RECEIPTS", idempotencyKey = "orderId", partitionKey = "orderId")
                @HandlerGroup("billing")
                class Billing {
                  @MessageHandler @Idempotent Receipt one(OrderPlaced order) {
                    return null;
                  }
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyName] The channel 'RECEIPTS' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)");
  }
}
