/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.ShopProcess.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ShopRunIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temp;

  @Test
  void theBooksOfAllOrdersBalanceThroughDuplicatesPoisonAndCrashes() throws Exception {
    Result result =
        ShopProcess.run(
            "run",
            "--duplicates",
            0.2,
            "--reorder",
            0.1,
            "--poison",
            25,
            "--crashes",
            3,
            "--seed",
            42,
            "--dir",
            temp.resolve("shop"));

    assertThat(result.lastLine())
        .as("%s", result)
        .matches(
            "SHOP orders=5009 lines=9994 sales=2297200\\.8603 duplicates=1\\d\\d\\d poison=25"
                + " dead=56 crashes=3 lost=0 duplicated=0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theBooksOfSomeOrdersBalanceForAnotherSeed() throws Exception {
    Result result =
        ShopProcess.run(
            "run",
            "--duplicates",
            0.5,
            "--reorder",
            0.3,
            "--poison",
            12,
            "--crashes",
            2,
            "--seed",
            1234,
            "--orders",
            700,
            "--dir",
            temp.resolve("shop"));

    assertThat(result.lastLine())
        .as("%s", result)
        .matches(
            "SHOP orders=700 lines=1472 sales=346116\\.4834 duplicates=3\\d\\d poison=12 dead=25"
                + " crashes=2 lost=0 duplicated=0");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aRunWithoutTroubleHasNoDuplicatesAndNoDeadLettersButTheRefused() throws Exception {
    Result result =
        ShopProcess.run(
            "run",
            "--duplicates",
            0,
            "--reorder",
            0,
            "--poison",
            0,
            "--crashes",
            0,
            "--orders",
            50,
            "--flaky",
            0);

    assertThat(result.lastLine())
        .as("%s", result)
        .startsWith("SHOP orders=50 lines=")
        .endsWith(" duplicates=0 poison=0 dead=0 crashes=0 lost=0 duplicated=0");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anUnansweredInquiryIsTriedAgain() throws Exception {
    Result result =
        ShopProcess.run("run", "--orders", 60, "--poison", 0, "--crashes", 0, "--flaky", 1);

    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.out())
        .anySatisfy(line -> assertThat(line).matches("billing +\\d+ +60 +\\d+ +0 +60 .*"));
  }
}
