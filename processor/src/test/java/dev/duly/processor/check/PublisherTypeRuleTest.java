/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.Compile;
import org.junit.jupiter.api.Test;

class PublisherTypeRuleTest {

  @Test
  void aClassIsNoPublisher() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                abstract class Shop {
                  abstract void placed(OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyPublisherType] Shop cannot be a publisher: it is no interface. Declare an interface of its own, without type parameters, that can be named from its package. (https://duly.dev/rules/DulyPublisherType)");
  }

  @Test
  void theWayOutIsAccepted() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface Shop {
                  void placed(OrderPlaced order);
                }
                """))
        .isEmpty();
  }

  @Test
  void genericAndDerivedInterfacesAreRefused() {
    assertThat(
            Compile.inShop(
                """
                @Publisher
                interface One<T> {
                  void placed(OrderPlaced order);
                }

                @Publisher
                interface Two extends Runnable {
                  void placed(OrderPlaced order);
                }
                """))
        .containsExactly(
            "ERROR 2 [DulyPublisherType] One cannot be a publisher: it has type parameters. Declare an interface of its own, without type parameters, that can be named from its package. (https://duly.dev/rules/DulyPublisherType)",
            "ERROR 7 [DulyPublisherType] Two cannot be a publisher: it extends another interface. Declare an interface of its own, without type parameters, that can be named from its package. (https://duly.dev/rules/DulyPublisherType)");
  }
}
