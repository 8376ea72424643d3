/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Numbers the moments before each call and after its effect, from 1. At one of them the process
 * stands still for ever, to be killed. Before its reply and after it are one moment here: the two
 * differ in nothing that outlives the process.
 */
final class Boundaries {
  private final int last;
  private final Consumer<String> reached;
  private final List<String> names = new ArrayList<>();

  /**
   * @param last where to stand still; 0 for nowhere
   * @param reached is told the name of that boundary
   */
  Boundaries(int last, Consumer<String> reached) {
    this.last = last;
    this.reached = reached;
  }

  /** The boundaries so far, in order. */
  List<String> names() {
    return names;
  }

  /** Makes a call. */
  <T> T around(String call, Callable<T> effect) throws Exception {
    pass(call + " BEFORE");
    T answer = effect.call();
    pass(call + " AFTER");
    return answer;
  }

  private void pass(String name) throws InterruptedException {
    names.add(name);
    if (names.size() == last) {
      reached.accept(name);
      new CountDownLatch(1).await();
    }
  }
}
