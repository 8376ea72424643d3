/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.ShopProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit is only worth something if it sees what is wrong. */
class TamperedBooksIT {
  @TempDir static Path finished;
  @TempDir Path temp;

  @BeforeAll
  static void finishARun() throws Exception {
    Result result =
        ShopProcess.run(
            "run",
            "--orders",
            120,
            "--poison",
            3,
            "--crashes",
            1,
            "--dir",
            finished.resolve("run"));
    assertThat(result.exitCode()).as("%s", result).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "DELETE FROM payment WHERE id = (SELECT MIN(id) FROM payment)"
            + "|billing: the payment is missing for 1 order|lost=1 duplicated=0",
        "INSERT INTO mail(order_id, customer_id, subject) SELECT order_id, customer_id, subject"
            + " FROM mail LIMIT 1|email: the mail is there too often for 1 order|lost=0 duplicated=1",
        "UPDATE sale SET total = total + 0.0001 WHERE id = (SELECT MIN(id) FROM sale)"
            + "|analytics: the sale differs from the file for 1 order|lost=0 duplicated=0",
        "UPDATE stock SET units = units + 1 WHERE product_id = (SELECT MIN(product_id) FROM stock)"
            + "|inventory: products whose stock is not conserved: 1 found|lost=0 duplicated=0",
        "DELETE FROM duly_settled WHERE message = (SELECT MIN(message) FROM duly_settled)"
            + "|order-placed in the ledger of inventory|lost=0 duplicated=0",
        "DELETE FROM duly_inbox WHERE dedupe_key = (SELECT MIN(dedupe_key) FROM duly_inbox)"
            + "|known to the guard of|lost=0 duplicated=0",
        "UPDATE worker_life SET ended_at = CURRENT_TIMESTAMP"
            + "|workers that were killed: 0 found, 1 expected|lost=0 duplicated=0",
      })
  void oneWrongRowIsFoundAndNamed(String tampering, String finding, String summary)
      throws Exception {
    Path shop = copy();
    execute(shop, tampering);

    Result result = ShopProcess.run("audit", "--dir", shop);

    assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
    assertThat(result.out()).anySatisfy(line -> assertThat(line).contains(finding));
    assertThat(result.out()).contains("The books do NOT balance:");
    assertThat(result.lastLine()).startsWith("SHOP ").endsWith(summary);
  }

  @Test
  void anUntouchedRunBalancesAgain() throws Exception {
    Result result = ShopProcess.run("audit", "--dir", copy());

    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.out()).contains("The books balance.");
  }

  private Path copy() throws Exception {
    Path copy = Files.createDirectories(temp.resolve("copy"));
    List<Path> files;
    try (Stream<Path> all = Files.list(finished.resolve("run"))) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private static void execute(Path shop, String sql) throws Exception {
    try (Connection db = Database.open(shop);
        Statement statement = db.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  /** The shop's database without Duly. */
  static final class Database {
    private Database() {}

    static Connection open(Path shop) throws Exception {
      return DriverManager.getConnection("jdbc:h2:" + shop.resolve("duly"), "duly", "");
    }
  }
}
