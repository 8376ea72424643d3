/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

class ThinPathTest {
  @Test
  void aMessageAndItsHandlerCompileWithTheirWiring() throws Exception {
    Compilation compilation =
        Compile.of(
            "@Message(channel = \"orders\") public record OrderPlaced(@IdempotencyKey @PartitionKey"
                + " String orderId, @OccurredAt Instant at) {}",
            "@Message(channel = \"orders\") record PaymentTaken(@IdempotencyKey @PartitionKey"
                + " String orderId) {}",
            "@HandlerGroup(\"billing\") @Owner(team=\"x\") public final class Billing {"
                + " @MessageHandler @Idempotent PaymentTaken charge(OrderPlaced order, Transaction"
                + " tx) { return new PaymentTaken(order.orderId()); } }",
            "@Publisher interface Orders { void placed(OrderPlaced order); }");
    assertThat(Compile.said(compilation)).isEmpty();
    assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
  }
}
