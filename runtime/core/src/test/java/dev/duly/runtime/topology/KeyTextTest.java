/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTextTest {

  @Test
  void onePartIsAsItIs() {
    assertThat(new KeyText().text("customer", "ann").toKey()).isEqualTo("ann");
  }

  @Test
  void severalPartsAreNetstrings() {
    assertThat(new KeyText().text("a", "order").number("b", 17).toKey()).isEqualTo("5:order,2:17");
    assertThat(new KeyText().text("a", "x").text("b", "y").text("c", "z").toKey())
        .isEqualTo("1:x,1:y,1:z");
  }

  @Test
  void aMissingPartIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> new KeyText().uuid("customer", null))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("'customer'");
  }
}
