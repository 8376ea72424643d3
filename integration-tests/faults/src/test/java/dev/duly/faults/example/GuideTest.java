/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide shows the example as it is compiled here. */
class GuideTest {
  @ParameterizedTest
  @ValueSource(strings = {"StockMoved", "Warehouse", "WarehouseTest"})
  void showsTheExampleAsItIs(String name) throws IOException {
    Path source = Path.of("src/test/java/dev/duly/faults/example", name + ".java");
    String code = Files.readString(source);
    String shown = code.substring(code.indexOf("\n\n") + 2);

    assertThat(Files.readString(Path.of("../../docs/testing.md"))).contains(shown);
  }
}
