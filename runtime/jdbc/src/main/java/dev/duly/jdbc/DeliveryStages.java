/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.DeliveryState;
import dev.duly.runtime.transport.Verdict;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of the copies of a message: an effect of one is the answer for all, then work that
 * goes on, then what is parked, then the dead letter, then a duplicate.
 */
final class DeliveryStages {
  private final Map<String, Set<Stage>> byGroup = new TreeMap<>();

  void unsettled(String group, boolean handedOut) {
    add(group, handedOut ? Stage.RUNNING : Stage.PENDING);
  }

  void settled(String group, Verdict verdict) {
    add(group, Stage.of(verdict));
  }

  private void add(String group, Stage stage) {
    byGroup.computeIfAbsent(group, name -> EnumSet.noneOf(Stage.class)).add(stage);
  }

  Map<String, DeliveryState> states() {
    Map<String, DeliveryState> states = new TreeMap<>();
    // An EnumSet iterates in order of declaration.
    byGroup.forEach((group, reached) -> states.put(group, reached.iterator().next().state));
    return states;
  }

  /** What is known of one copy, the most telling first. */
  private enum Stage {
    EFFECT(DeliveryState.DONE),
    RUNNING(DeliveryState.RUNNING),
    PENDING(DeliveryState.PENDING),
    PARKED(DeliveryState.PARKED),
    FAILED(DeliveryState.DEAD),
    DUPLICATE(DeliveryState.DONE);

    private final DeliveryState state;

    Stage(DeliveryState state) {
      this.state = state;
    }

    static Stage of(Verdict verdict) {
      return switch (verdict) {
        case EFFECT -> EFFECT;
        case DUPLICATE -> DUPLICATE;
        case DEAD, DROPPED -> FAILED;
        case PARKED -> PARKED;
        case RELEASED, IGNORED -> PENDING;
      };
    }
  }
}
