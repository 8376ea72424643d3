/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void comesBackAsItWent() {
    Envelope envelope =
        new Envelope(
            "1",
            "shop",
            "order-placed",
            2,
            "2026-01-02T03:04:05Z",
            "ann",
            "flow",
            "0",
            "r",
            "duly.replies.x",
            "application/json",
            "gzip",
            Map.of("trace", "7"));
    assertThat(Envelope.from(envelope.toHeaders())).isEqualTo(envelope);
  }

  @Test
  void nothingAtAllIsAnEnvelopeToo() {
    assertThat(Envelope.from(Map.of()).type()).isEmpty();
    assertThat(Envelope.from(Map.of()).version()).isEqualTo(1);
  }

  @Test
  void reservedHeadersOfOthersAreLeftOut() {
    assertThat(Envelope.from(Map.of("duly-attempts", "99", "trace", "7")).headers())
        .isEqualTo(Map.of("trace", "7"));
  }

  @Test
  void impossibleAttributesAreErrors() {
    assertThatThrownBy(() -> Envelope.from(Map.of("ce-specversion", "0.3")))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> Envelope.from(Map.of("ce-messageversion", "two")))
        .isInstanceOf(CodecException.class);
  }
}
