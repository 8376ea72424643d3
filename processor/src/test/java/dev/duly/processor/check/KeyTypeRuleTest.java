/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class KeyTypeRuleTest {

  @Test
  void aDecimalIsNoKeyPart() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey java.math.BigDecimal amount, @PartitionKey String sku) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyType] Key part 'amount' of StockMoved is of type BigDecimal. Use a String, an integral number, a UUID, an enum or a record of those. (https://duly.dev/rules/DulyKeyType)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey UUID movement, @PartitionKey String sku) {}
                """))
        .isEmpty();
  }

  @Test
  void theFaultyPartOfARecordIsNamed() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Moved(@IdempotencyKey @PartitionKey Place place) {
                  record Place(String shelf, boolean upper) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyType] Key part 'place.upper' of Moved is of type boolean. Use a String, an integral number, a UUID, an enum or a record of those. (https://duly.dev/rules/DulyKeyType)");
  }

  @Test
  void aRecordThatHoldsItselfIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Moved(@IdempotencyKey @PartitionKey Node node) {
                  record Node(Node next) {}
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyKeyType] Key part 'node.next.next.next.next' of Moved is of type Node. Use a String, an integral number, a UUID, an enum or a record of those. (https://duly.dev/rules/DulyKeyType)");
  }
}
