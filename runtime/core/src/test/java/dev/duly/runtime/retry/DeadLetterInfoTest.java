/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterInfoTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static DeadLetterInfo info(String text) {
    return new DeadLetterInfo(
        text,
        text,
        text,
        DeadReason.EXHAUSTED,
        text,
        6,
        NOW,
        NOW,
        text,
        text,
        text,
        text,
        text,
        false);
  }

  @Test
  void comesBackAsItWent() {
    DeadLetterInfo info = info("billing");
    assertThat(DeadLetterInfo.from(info.toHeaders())).isEqualTo(info);
  }

  @Test
  void neverTakesMoreThanFourKibibytes() {
    int size =
        info("\u20ac".repeat(10_000)).toHeaders().entrySet().stream()
            .mapToInt(e -> (e.getKey() + e.getValue()).getBytes(StandardCharsets.UTF_8).length)
            .sum();
    assertThat(size).isLessThanOrEqualTo(DeadLetterInfo.MAX_BYTES);
  }

  @Test
  void badMetadataIsMarkedAndNeverThrows() {
    Map<String, String> headers = new HashMap<>(info("billing").toHeaders());
    headers.put("duly-attempts", "many");
    DeadLetterInfo read = DeadLetterInfo.from(headers);
    assertThat(read.damaged()).isTrue();
    assertThat(read.group()).isEqualTo("billing");
    assertThat(DeadLetterInfo.from(Map.of()).damaged()).isTrue();
  }
}
