/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class PublisherMethodRuleTest {

  @Test
  void anEventHasNoReply() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface Shop {
                  Quote placed(OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyPublisherMethod] Publisher method Shop.placed returns Quote, and nobody answers an event. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface Shop {
                  void placed(OrderPlaced order);

                  Quote quote(QuoteRequest request);
                }
                """))
        .isEmpty();
  }

  @Test
  void everyShapeIsChecked() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface Shop {
                  void nothing();
                  void two(OrderPlaced order, PaymentTaken taken);
                  void list(List<OrderPlaced> orders);
                  void quote(QuoteRequest request);
                  CompletionStage<PaymentTaken> later(QuoteRequest request);
                  CompletionStage<Quote> command(TakePayment command);
                  int number(OrderPlaced order);
                  <T> void generic(OrderPlaced order);
                  void text(String order);
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyPublisherMethod] Publisher method Shop.nothing takes 0 parameters. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 4 [DulyPublisherMethod] Publisher method Shop.two takes 2 parameters. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 5 [DulyPublisherMethod] Publisher method Shop.list takes a list. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 6 [DulyPublisherMethod] Publisher method Shop.quote returns void, and its request is answered with Quote. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 7 [DulyPublisherMethod] Publisher method Shop.later returns CompletionStage<PaymentTaken>, and its request is answered with Quote. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 8 [DulyPublisherMethod] Publisher method Shop.command returns CompletionStage<Quote>, and nobody answers a command. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 9 [DulyPublisherMethod] Publisher method Shop.number returns int, and nobody answers an event. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 10 [DulyPublisherMethod] Publisher method Shop.generic has type parameters. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)",
            "ERROR 11 [DulyPublisherMethod] Publisher method Shop.text takes String, which can be no message. Take one message and return void or CompletionStage<Void>; for a request, R or CompletionStage<R>. (https://duly.dev/rules/DulyPublisherMethod)");
  }

  @Test
  void defaultMethodsAreLeftAlone() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface Shop {
                  void placed(OrderPlaced order);

                  default void both(OrderPlaced one, OrderPlaced two) {
                    placed(one);
                    placed(two);
                  }
                }
                """))
        .isEmpty();
  }
}
