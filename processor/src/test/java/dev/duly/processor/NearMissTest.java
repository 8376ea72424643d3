/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.processor.problem.NearMiss;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
  @Test
  void theNearestNameIsGuessed() {
    assertThat(NearMiss.hint("ordrId", List.of("customerId", "orderId", "orderDate")))
        .isEqualTo(" Did you mean 'orderId'?");
  }

  @Test
  void capitalsDoNotMatter() {
    assertThat(NearMiss.hint("ORDERID", List.of("orderId"))).isEqualTo(" Did you mean 'orderId'?");
  }

  @Test
  void nothingIsGuessedWhenNothingIsNear() {
    assertThat(NearMiss.hint("total", List.of("customerId", "placedAt"))).isEmpty();
    assertThat(NearMiss.hint("total", List.of())).isEmpty();
  }

  @Test
  void theFirstOfTwoEquallyNearNamesIsGuessed() {
    assertThat(NearMiss.hint("key", List.of("keyb", "keya"))).isEqualTo(" Did you mean 'keya'?");
  }
}
