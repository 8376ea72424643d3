/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyDigestTest {

  @Test
  void isTheStartOfSha256OverTheLengthPrefixedPart() {
    // printf '\\0\\0\\0\\003A-1' | sha256sum
    assertThat(new KeyDigest().text("id", "A-1").toKey())
        .hasToString("d1f146d0-178b-dd85-2e31-985791839796");
  }

  @Test
  void partsThatJoinToTheSameTextAreDifferentKeys() {
    assertThat(new KeyDigest().text("a", "1").text("b", "23").toKey())
        .isNotEqualTo(new KeyDigest().text("a", "12").text("b", "3").toKey());
  }

  @Test
  void aPartMayChangeItsTypeAndStayTheSameKey() {
    UUID id = UUID.fromString("00000000-0000-0000-0000-000000000007");
    assertThat(KeyDigest.of("7", 7, 7L, id, TimeUnit.DAYS))
        .isEqualTo(
            new KeyDigest()
                .number("a", 7)
                .text("b", "7")
                .number("c", 7)
                .text("d", id.toString())
                .name("e", TimeUnit.DAYS)
                .toKey());
  }

  @Test
  void aMissingPartIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> new KeyDigest().text("orderId", null))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("'orderId'");
  }

  @Test
  void floatingPointIsNoKey() {
    assertThatThrownBy(() -> KeyDigest.of(1.5)).hasMessageContaining("java.lang.Double");
  }

  @Test
  void keysSortAsTheirBytes() {
    MessageKey low = new MessageKey(1, 0);
    MessageKey high = new MessageKey(-1, 0);
    assertThat(low).isLessThan(high);
  }
}
