/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class RequestReplyRuleTest {

  @Test
  void aRequestWithoutAReplyIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "quotes", kind = MessageKind.REQUEST)
                record PriceRequest(@IdempotencyKey @PartitionKey String sku) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyRequestReply] PriceRequest is a REQUEST and does not implement Request<R>. A message of kind REQUEST implements Request<R>, R being a class, and no other message does. (https://duly.dev/rules/DulyRequestReply)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "quotes", kind = MessageKind.REQUEST)
                record PriceRequest(@IdempotencyKey @PartitionKey String sku) implements Request<Quote> {}
                """))
        .isEmpty();
  }

  @Test
  void anEventThatImplementsRequestIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "quotes")
                record PriceRequest(@IdempotencyKey @PartitionKey String sku) implements Request<Quote> {}
                """))
        .containsExactly(
            "ERROR 2 [DulyRequestReply] PriceRequest implements Request and is of kind EVENT. A message of kind REQUEST implements Request<R>, R being a class, and no other message does. (https://duly.dev/rules/DulyRequestReply)");
  }

  @Test
  void aGenericReplyIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "quotes", kind = MessageKind.REQUEST)
                record PriceRequest(@IdempotencyKey @PartitionKey String sku) implements Request<List<Quote>> {}
                """))
        .containsExactly(
            "ERROR 2 [DulyRequestReply] PriceRequest implements Request without a class for its reply. A message of kind REQUEST implements Request<R>, R being a class, and no other message does. (https://duly.dev/rules/DulyRequestReply)");
  }
}
