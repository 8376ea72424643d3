/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class MessageShapeRuleTest {

  @Test
  void anInterfaceIsNoMessage() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                interface StockMoved {
                  String sku();
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyMessageShape] StockMoved cannot be a message: it is an interface. Declare a record, or a class with accessors that can be named from its package. (https://duly.dev/rules/DulyMessageShape)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record StockMoved(@IdempotencyKey String movement, @PartitionKey String sku) {}
                """))
        .isEmpty();
  }

  @Test
  void aPrivateRecordIsRefused() {
    assertThat(
            Compile.inShop(
                """
                class Stock {
                  @Message(channel = "stock")
                  private record Moved(@IdempotencyKey @PartitionKey String sku) {}
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyMessageShape] Stock.Moved cannot be a message: it is private. Declare a record, or a class with accessors that can be named from its package. (https://duly.dev/rules/DulyMessageShape)");
  }

  @Test
  void aGenericRecordIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                record Moved<T>(@IdempotencyKey @PartitionKey String sku, T what) {}
                """))
        .containsExactly(
            "ERROR 2 [DulyMessageShape] Moved cannot be a message: it has type parameters. Declare a record, or a class with accessors that can be named from its package. (https://duly.dev/rules/DulyMessageShape)");
  }

  @Test
  void aClassWithoutAccessorsIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                @Unordered(because = "test")
                class Moved {
                  public String sku;
                }
                """))
        .containsExactly(
            "ERROR 3 [DulyMessageShape] Moved cannot be a message: it has no accessors. Declare a record, or a class with accessors that can be named from its package. (https://duly.dev/rules/DulyMessageShape)");
  }

  @Test
  void anAbstractClassIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                abstract class Moved {
                  @IdempotencyKey @PartitionKey abstract String sku();
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyMessageShape] Moved cannot be a message: it is abstract. Declare a record, or a class with accessors that can be named from its package. (https://duly.dev/rules/DulyMessageShape)");
  }
}
