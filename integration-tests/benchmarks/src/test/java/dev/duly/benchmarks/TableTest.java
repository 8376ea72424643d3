/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
  private static final String HEAD =
      """
      | benchmark | measured | yardstick | ratio (from–to) |
      |---|---|---|---|
      """;

  private static String tableOf(String... lines) {
    Table table = new Table();
    for (String line : lines) {
      table.add(line);
    }
    return table.toString();
  }

  @Test
  void aComparisonHasItsYardstickAndItsSpread() {
    assertThat(
            tableOf(
                "BENCH guard value=75123.456 unit=keys/s ratio=1.093 of=pgbench"
                    + " yardstick=68730.100 ratio-min=1.017 ratio-max=1.120"))
        .isEqualTo(HEAD + "| guard | 75,123 keys/s | pgbench 68,730 | 1.09 (1.02–1.12) |\n");
  }

  @Test
  void aRatioMayComeWithoutSpread() {
    assertThat(tableOf("BENCH dispatch value=3.100 unit=ns/op ratio=1.200 of=direct-call"))
        .isEqualTo(HEAD + "| dispatch | 3.100 ns/op | direct-call | 1.20 |\n");
  }

  @Test
  void aCountStandsForItself() {
    assertThat(tableOf("BENCH trips value=0.020 unit=roundtrips/message"))
        .isEqualTo(HEAD + "| trips | 0.020 roundtrips/message |  |  |\n");
  }

  @Test
  void progressIsNoResult() {
    assertThat(tableOf("== guard", "  guard, pair 1 of 7: 5 keys/s, pgbench 4")).isEqualTo(HEAD);
  }
}
