/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.transport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of the items of one batch; every item is in exactly one of the lists. */
final class BatchResult {
  private final List<Ended> ended = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Item> givenBack = new ArrayList<>();
  private final Set<String> waiting = new HashSet<>();

  /** An item with its final verdict, to be settled. */
  record Ended(Item item, Verdict verdict) {}

  /** An item that is tried again after {@code delay}. */
  record Held(Item item, Duration delay) {}

  void end(Item item, Verdict verdict) {
    ended.add(new Ended(item, verdict));
  }

  void hold(Item item, Duration delay) {
    held.add(new Held(item, delay));
    waiting.add(item.lane());
  }

  void giveBack(Item item) {
    givenBack.add(item);
  }

  /** Whether an earlier item of the same lane waits, so that this one must not overtake it. */
  boolean mustWait(Item item) {
    return waiting.contains(item.lane());
  }

  List<Ended> ended() {
    return ended;
  }

  List<Held> held() {
    return held;
  }

  List<Item> givenBack() {
    return givenBack;
  }
}
