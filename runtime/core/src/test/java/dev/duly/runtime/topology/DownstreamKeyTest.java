/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DownstreamKeyTest {
  private static final MessageKey KEY =
      MessageKey.of(UUID.fromString("95d3b580-87ad-2883-5aaf-b53ed8293482"));

  @Test
  void aNamedUuidIsThatOfRfc9562() {
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    byte[] name = "www.example.com".getBytes(StandardCharsets.US_ASCII);

    assertThat(DownstreamKey.version5(dns, name))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  /** Made by another implementation. It must never change: a repeated call would be a new one. */
  @Test
  void aKeyIsTheSameForEver() {
    assertThat(DownstreamKey.of("billing/charge-card", KEY))
        .isEqualTo(UUID.fromString("06253d77-f530-5cad-9044-6502d00ba3d4"));
  }

  @Test
  void everyScopeHasItsOwn() {
    assertThat(DownstreamKey.of("mail/charge-card", KEY))
        .isNotEqualTo(DownstreamKey.of("billing/charge-card", KEY));
  }
}
