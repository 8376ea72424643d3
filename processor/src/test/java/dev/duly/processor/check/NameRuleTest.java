/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class NameRuleTest {

  @Test
  void aChannelInCapitalsIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "Orders!")
                record OrderSent(@IdempotencyKey @PartitionKey String orderId) {}
                """))
        .containsExactly(
            "ERROR 1 [DulyName] The channel 'Orders!' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "orders")
                record OrderSent(@IdempotencyKey @PartitionKey String orderId) {}
                """))
        .isEmpty();
  }

  @Test
  void everyOtherNameIsCheckedToo() {
    assertThat(
            Compile.inShop(
                """
                @HandlerGroup("Billing")
                @DeadLetter(channel = "dead letters")
                class Billing {
                  @MessageHandler
                  @Idempotent(scope = "-x")
                  @DeadLetter(channel = "ä")
                  void on(OrderPlaced order) {}
                }
                """))
        .containsExactly(
            "ERROR 1 [DulyName] The group 'Billing' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)",
            "ERROR 2 [DulyName] The dead-letter channel 'dead letters' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)",
            "ERROR 6 [DulyName] The dead-letter channel 'ä' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)",
            "ERROR 5 [DulyName] The scope '-x' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)");
  }

  @Test
  void anIdIsChecked() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "orders", id = "Order Sent")
                record OrderSent(@IdempotencyKey @PartitionKey String orderId) {}
                """))
        .containsExactly(
            "ERROR 1 [DulyName] The message id 'Order Sent' is no valid name. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit. (https://duly.dev/rules/DulyName)");
  }

  @Test
  void aNameOfAHundredLettersIsFine() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789")
                record OrderSent(@IdempotencyKey @PartitionKey String orderId) {}
                """))
        .isEmpty();
  }
}
