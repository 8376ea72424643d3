/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.testing.compile.Compilation;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout must hold for names of every length; breaks move as names grow. */
class LongNamesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 8, 10, 12, 14, 15})
  void whatIsGeneratedForLongNamesIsAsTheFormatterWouldHaveIt(int more) throws Exception {
    String x = "x".repeat(more);
    Compilation compilation =
        Compile.of(
            """
            @Message(channel = "orders-of-the-shop", version = 2)
            record OrderPlacedX(
                @IdempotencyKey @PartitionKey String customerNumberX, @IdempotencyKey UUID orderIdX,
                @Sensitive String cardNumberX, @OccurredAt Instant placedAtTheTillX) {}
            """
                .replace("X", x),
            """
            sealed interface OrderOutcomeX {
              @Message(channel = "orders")
              record ConfirmedX(@IdempotencyKey @PartitionKey String orderId) implements OrderOutcomeX {}
              @Message(channel = "orders")
              record FailedX(@IdempotencyKey @PartitionKey String orderId) implements OrderOutcomeX {}
            }
            """
                .replace("X", x),
            "record QuoteX(String sku) {}".replace("X", x),
            """
            @Message(channel = "quotes", kind = MessageKind.REQUEST)
            record QuoteRequestX(@IdempotencyKey @PartitionKey String sku) implements Request<QuoteX> {}
            """
                .replace("X", x),
            """
            @HandlerGroup("billing-X")
            @Owner(team = "payments", contact = "#payments", runbook = "https://wiki.example/X")
            @Retry(attempts = 3, initial = "200ms", max = "10s", on = {RuntimeException.class, Error.class},
                notOn = {IllegalArgumentException.class, ArithmeticException.class, IllegalStateException.class})
            class BillingX {
              @MessageHandler @Idempotent
              List<OrderOutcomeX> chargeTheCardX(OrderPlacedX order, Transaction tx, MessageContext c, Outbox o) {
                return List.of();
              }
              @MessageHandler @Idempotent(scope = "quotes-X") QuoteX quoteX(QuoteRequestX request, Outbox outbox) {
                return null;
              }
              @MessageHandler @Idempotent
              Optional<OrderPlacedX> onceMoreX(List<OrderOutcomeX.ConfirmedX> confirmed, Transaction tx) {
                return Optional.empty();
              }
            }
            """
                .replace("X", x),
            """
            @Publisher
            interface OrdersX {
              void placedX(OrderPlacedX eventThatIsPublishedX);
              QuoteX quoteX(QuoteRequestX requestThatIsAskedX);
              CompletionStage<QuoteX> laterX(QuoteRequestX requestThatIsAskedX);
            }
            """
                .replace("X", x));
    assertThat(Compile.said(compilation)).isEmpty();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      String text = file.getCharContent(false).toString();
      assertThat(text).isEqualTo(new Formatter().formatSource(text));
    }
  }
}
