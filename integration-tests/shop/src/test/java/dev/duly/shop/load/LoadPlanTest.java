/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.shop.data.Order;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.data.OrderFile;
import dev.duly.shop.load.Step.Poison;
import dev.duly.shop.load.Step.Post;
import dev.duly.shop.place.Bookkeeping;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  private final OrderBook orders = OrderFile.read(null).first(500);

  @Test
  void theSameSeedMakesTheSamePlanAndAnotherSeedAnother() {
    assertThat(plan(42)).isEqualTo(plan(42)).isNotEqualTo(plan(43));
  }

  @Test
  void everyOrderIsPostedAndDuplicatesAndPoisonComeOnTop() {
    LoadPlan plan = plan(42);

    assertThat(posts(plan)).hasSize(500 + 100).containsAll(orders.list());
    assertThat(plan.steps())
        .filteredOn(Poison.class::isInstance)
        .hasSize(7)
        .doesNotHaveDuplicates();
  }

  @Test
  void someOrdersAreOutOfTurn() {
    List<Order> posted = posts(plan(42)).stream().distinct().toList();

    assertThat(posted).isNotEqualTo(orders.list());
    assertThat(posts(LoadPlan.of(orders, settings(42, 0, 0)))).isEqualTo(orders.list());
  }

  @Test
  void crashesComeInOrderWhileThereIsWork() {
    assertThat(plan(42).crashPoints())
        .hasSize(3)
        .isSorted()
        .allSatisfy(point -> assertThat(point).isBetween(0.0, 1.0));
  }

  private LoadPlan plan(long seed) {
    return LoadPlan.of(orders, settings(seed, 0.2, 0.1));
  }

  private static List<Order> posts(LoadPlan plan) {
    return plan.steps().stream()
        .filter(Post.class::isInstance)
        .map(step -> ((Post) step).order())
        .toList();
  }

  private static LoadSettings settings(long seed, double duplicates, double reorder) {
    return new LoadSettings(
        Path.of("unused"),
        null,
        0,
        duplicates,
        reorder,
        7,
        3,
        0,
        BigDecimal.TEN,
        seed,
        0,
        Bookkeeping.EMBEDDED);
  }
}
