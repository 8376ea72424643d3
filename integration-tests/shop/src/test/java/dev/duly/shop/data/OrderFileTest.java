/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.shop.problem.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderFileTest {
  private static final String HEADER = "order_id,customer_id,product_id,quantity,sales\n";
  @TempDir Path temp;

  @Test
  void theBundledFileIsReadToTheLastDecimal() {
    OrderBook orders = OrderFile.read(null);

    assertThat(orders.size()).isEqualTo(5009);
    assertThat(orders.lines()).isEqualTo(9994);
    assertThat(orders.sales()).isEqualTo("2297200.8603");
    assertThat(orders.unitsByProduct()).hasSize(1862);
  }

  @Test
  void linesOfAnOrderAreCollectedWhereverTheyStand() throws Exception {
    OrderBook orders = read("A,C,P,1,1.5\nB,C,P,1,2\nA,C,Q,2,0.0001\n");

    assertThat(orders.list()).extracting(Order::orderId).containsExactly("A", "B");
    assertThat(orders.list().get(0).total()).isEqualTo("1.5001");
    assertThat(orders.first(1).lines()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A,C,P,1|4 columns where the header has 5.",
        "A,C,P,1,2,3|6 columns where the header has 5.",
        "A,C,P,0,2|column quantity: '0' is not 1 or more.",
        "A,C,P,1.5,2|column quantity: '1.5' is not a whole number.",
        "A,C,P,1,|column sales: has to have 1 to 100 characters.",
        "A,C,P,1,NaN|column sales: 'NaN' is not a number.",
        "A,C,P,1,-2|column sales: '-2' is not an amount.",
        "A,C,P,1,1e999999999|column sales: '1e999999999' is not an amount.",
        "A,C,P,1,0.00001|column sales: '0.00001' has more than 4 decimals.",
        "A,D,P,1,2|column customer_id: order A belongs to C already.",
      })
  void aRowThatCannotBeUsedIsNamedByLineAndColumn(String row, String fact) {
    assertThatThrownBy(() -> read("A,C,P,1,1\n" + row + "\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("[ShopMalformedRow] ")
        .hasMessageContaining("orders.csv line 3")
        .hasMessageContaining(fact)
        .hasMessageContaining("nothing was processed");
  }

  @Test
  void aQuoteThatIsNotClosedIsNamed() {
    assertThatThrownBy(() -> read("A,C,\"P,1,1\nB,C,P,1,1\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("orders.csv is not well-formed CSV");
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("orders.csv"), "order_id,sales\nA,1\n");
    assertThatThrownBy(() -> OrderFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 1: column customer_id is missing");
  }

  @Test
  void aFileThatIsNotThereOrIsNoTextIsNamed() throws Exception {
    assertThatThrownBy(() -> OrderFile.read(temp.resolve("none.csv")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("none.csv cannot be read");
    Path latin = temp.resolve("latin.csv");
    Files.write(latin, (HEADER + "Ä,C,P,1,1\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> OrderFile.read(latin))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("latin.csv is not UTF-8");
    Path empty = Files.createFile(temp.resolve("empty.csv"));
    assertThatThrownBy(() -> OrderFile.read(empty))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("empty.csv is empty");
  }

  private OrderBook read(String rows) throws Exception {
    return OrderFile.read(Files.writeString(temp.resolve("orders.csv"), HEADER + rows));
  }
}
