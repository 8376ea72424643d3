/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class AccessorRuleTest {

  @Test
  void aNameThatLeadsNowhereIsReportedWithTheNearMiss() {
    assertThat(
            Compile.inShop(
                """
                class OrderAvro {
                  String getOrderId() {
                    return "";
                  }
                }

                @MessageFor(type = OrderAvro.class, channel = "avro", idempotencyKey = "orderid2", partitionKey = "orderId")
                class Contracts {}
                """))
        .containsExactly(
            "ERROR 7 [DulyAccessor] OrderAvro has no accessor for 'orderid2'. Did you mean 'orderId'? Name a method without parameters that gives the value: x() or getX(). (https://duly.dev/rules/DulyAccessor)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                class OrderAvro {
                  String getOrderId() {
                    return "";
                  }
                }

                @MessageFor(type = OrderAvro.class, channel = "avro", idempotencyKey = "orderId", partitionKey = "orderId")
                class Contracts {}
                """))
        .isEmpty();
  }

  @Test
  void aKeyFieldWithoutAnAccessorIsRefused() {
    assertThat(
            Compile.inShop(
                """
                @Message(channel = "stock")
                @Unordered(because = "test")
                class Moved {
                  @IdempotencyKey private String sku;
                  public String getShelf() {
                    return "";
                  }
                }
                """))
        .containsExactly(
            "ERROR 4 [DulyAccessor] Moved has no accessor for 'sku'. Name a method without parameters that gives the value: x() or getX(). (https://duly.dev/rules/DulyAccessor)");
  }
}
