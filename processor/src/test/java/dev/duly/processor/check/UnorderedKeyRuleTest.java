/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class UnorderedKeyRuleTest {

  @Test
  void aPartitionKeyOfAnUnorderedMessageIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "pages")
                @Unordered(because = "each view stands alone")
                record PageSeen(@IdempotencyKey @PartitionKey String view) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyUnorderedKey] PageSeen has a partition key and is @Unordered as well. Remove the one that is not meant. (https://duly.dev/rules/DulyUnorderedKey)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "pages")
                @Unordered(because = "each view stands alone")
                record PageSeen(@IdempotencyKey String view) {}
                """))
        .isEmpty();
  }
}
