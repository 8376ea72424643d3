/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.data.Order;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.load.Step.Poison;
import dev.duly.shop.load.Step.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The requests of a run in their order, and when the worker dies: the same for the same seed.
 *
 * @param steps every request
 * @param crashPoints shares of all work, ascending, at which the worker is killed
 */
record LoadPlan(List<Step> steps, List<Double> crashPoints) {
  /** How far an order may be posted out of turn. */
  private static final int FARTHEST = 200;

  LoadPlan {
    steps = List.copyOf(steps);
    crashPoints = List.copyOf(crashPoints);
  }

  static LoadPlan of(OrderBook orders, LoadSettings settings) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<Order> turn = new ArrayList<>(orders.list());
    reorder(turn, share(settings.reorder(), turn.size()), random.split());
    List<Step> steps = new ArrayList<>(turn.size() * 2);
    turn.forEach(order -> steps.add(new Post(order)));
    duplicate(steps, turn, share(settings.duplicates(), turn.size()), random.split());
    poison(steps, settings.poison(), random.split());
    return new LoadPlan(steps, crashPoints(settings.crashes(), random.split()));
  }

  private static void reorder(List<Order> turn, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(turn.size());
      int to = Math.min(turn.size() - 1, from + 1 + random.nextInt(FARTHEST));
      turn.add(to, turn.remove(from));
    }
  }

  /** Half of the copies come close behind their order, the other half at any later time. */
  private static void duplicate(
      List<Step> steps, List<Order> turn, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      Post post = new Post(turn.get(random.nextInt(turn.size())));
      int first = steps.indexOf(post);
      int room = steps.size() - first;
      int behind = random.nextBoolean() ? Math.min(room, 8) : room;
      steps.add(first + 1 + random.nextInt(behind), post);
    }
  }

  private static void poison(List<Step> steps, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      steps.add(random.nextInt(steps.size() + 1), new Poison(i));
    }
  }

  private static List<Double> crashPoints(int count, SplittableRandom random) {
    return random.doubles(count, 0.02, 0.97).sorted().boxed().toList();
  }

  private static int share(double share, int of) {
    return (int) Math.round(share * of);
  }
}
