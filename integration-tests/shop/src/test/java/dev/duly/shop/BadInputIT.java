/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.ShopProcess.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One clear line with the way out, exit code 2, nothing lost. */
class BadInputIT {
  private static final String HEADER = "order_id,customer_id,product_id,quantity,sales\n";
  @TempDir Path temp;

  @Test
  void aMalformedRowIsNamedByLineAndColumnAndNothingIsProcessed() throws Exception {
    Path csv = temp.resolve("orders.csv");
    Files.writeString(csv, HEADER + "A-1,C-1,P-1,2,10.5\nA-2,C-1,P-1,two,10.5\n");
    Path dir = temp.resolve("shop");

    Result result = ShopProcess.run("run", "--data", csv, "--dir", dir);

    refused(
        result,
        "[ShopMalformedRow] %s line 3, column quantity: 'two' is not a whole number. Correct or remove the line, then run again; nothing was processed. (https://duly.dev/shop#ShopMalformedRow)"
            .formatted(csv));
    assertThat(dir).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeCreatedIsNamed() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    Path dir = file.resolve("shop");

    refused(
        ShopProcess.run("run", "--dir", dir),
        "[ShopDirectory] The directory %s cannot be created or written. Give a --dir that can. (https://duly.dev/shop#ShopDirectory)"
            .formatted(dir));
    Result serve = ShopProcess.run("serve", "--dir", dir, "--port", 0);
    assertThat(serve.exitCode()).isEqualTo(2);
    assertThat(serve.err()).hasSize(1);
    assertThat(serve.err().get(0)).startsWith("[ShopDirectory] ").contains(dir.toString());
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String line =
          "[ShopPortInUse] Port %d is in use. Give another --port, or 0 for any free one. (https://duly.dev/shop#ShopPortInUse)"
              .formatted(taken.getLocalPort());
      int port = taken.getLocalPort();
      refused(ShopProcess.run("serve", "--dir", temp.resolve("a"), "--port", port), line);
      refused(ShopProcess.run("run", "--dir", temp.resolve("b"), "--port", port), line);
    }
  }

  @Test
  void twoProcessesCannotOpenOneShop() throws Exception {
    Path dir = temp.resolve("shop");
    try (ShopProcess first = ShopProcess.start("serve", "--dir", dir, "--port", 0)) {
      awaitOpen(first);

      Result second = ShopProcess.run("serve", "--dir", dir, "--port", 0);

      refused(
          second,
          "[DulyEmbeddedInUse] The directory %s is already open in another process. Close it there first, or give this one a directory of its own. (https://duly.dev/errors#DulyEmbeddedInUse)"
              .formatted(dir.toRealPath()));
      first.terminate();
      assertThat(first.await().err()).isEmpty();
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
    Path dir = temp.resolve("shop");
    try (ShopProcess shop = ShopProcess.start("serve", "--dir", dir, "--port", 0)) {
      awaitOpen(shop);
      shop.terminate();
      shop.await();
    }
    try (Connection db = TamperedBooksIT.Database.open(dir);
        Statement newer = db.createStatement()) {
      newer.execute(
          "INSERT INTO duly_schema(version, installed_at) VALUES (99, CURRENT_TIMESTAMP)");
    }

    Result result = ShopProcess.run("serve", "--dir", dir, "--port", 0);

    assertThat(result.exitCode()).as("%s", result).isEqualTo(2);
    assertThat(result.err()).hasSize(1);
    assertThat(result.err().get(0))
        .startsWith("[DulySchemaNewer] ")
        .contains("version 99")
        .endsWith("(https://duly.dev/errors#DulySchemaNewer)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --duplicate 0.2|[ShopUsage] Unknown option '--duplicate'. Did you mean --duplicates?"
            + " Try: shop run --help. (https://duly.dev/shop#ShopUsage)",
        "run --poison many|[ShopUsage] Invalid value for option '--poison': 'many' is not an int."
            + " Try: shop run --help. (https://duly.dev/shop#ShopUsage)",
        "run --duplicates 1.5|[ShopOption] --duplicates is 1.5. Give a value from 0 to 1."
            + " (https://duly.dev/shop#ShopOption)",
        "run --crashes -1|[ShopOption] --crashes is -1. Give a value from 0 to 1000."
            + " (https://duly.dev/shop#ShopOption)",
        "serve --port 0|[ShopUsage] Missing required option: '--dir=PATH'. Try: shop serve --help."
            + " (https://duly.dev/shop#ShopUsage)",
        "rum|[ShopUsage] Unknown command 'rum'. Did you mean run? Try: shop --help."
            + " (https://duly.dev/shop#ShopUsage)",
      })
  void anArgumentThatCannotBeUsedIsNamed(String arguments, String line) throws Exception {
    refused(ShopProcess.run((Object[]) arguments.split(" ")), line);
  }

  @Test
  void anEarlierRunIsNeverMixedWithANewOne() throws Exception {
    Path dir = temp.resolve("shop");
    assertThat(small(dir).exitCode()).isZero();

    refused(
        small(dir),
        "[ShopDirectoryUsed] The directory %s holds an earlier run. Give another --dir, add --fresh to delete that run, or look at it with: shop audit. (https://duly.dev/shop#ShopDirectoryUsed)"
            .formatted(dir));
    Result fresh = ShopProcess.run("run", "--orders", 5, "--crashes", 0, "--dir", dir, "--fresh");
    assertThat(fresh.lastLine()).as("%s", fresh).startsWith("SHOP orders=5 ");
  }

  @Test
  void aDirectoryWithSomethingElseIsNotTouchedEvenWhenFresh() throws Exception {
    Path thesis = Files.writeString(temp.resolve("thesis.txt"), "years of work");

    Result result = ShopProcess.run("run", "--dir", temp, "--fresh");

    refused(
        result,
        "[ShopDirectoryForeign] The directory %s is not empty and holds no run of the shop. Give another --dir. (https://duly.dev/shop#ShopDirectoryForeign)"
            .formatted(temp));
    assertThat(thesis).hasContent("years of work");
  }

  private static Result small(Path dir) throws Exception {
    return ShopProcess.run("run", "--orders", 5, "--poison", 1, "--crashes", 0, "--dir", dir);
  }

  private static void refused(Result result, String line) {
    assertThat(result.err()).as("%s", result).containsExactly(line);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  static void awaitOpen(ShopProcess shop) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> shop.out().stream().anyMatch(line -> line.startsWith("shop open on ")));
  }
}
