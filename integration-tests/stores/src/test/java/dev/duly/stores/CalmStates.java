/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import dev.duly.stores.crashpoints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What each pattern is to leave, crash or none. */
final class CalmStates {
  private CalmStates() {}

  static List<String> of(Pattern pattern) {
    return switch (pattern) {
      case DEDUPE -> booked("c0#0 is number 1");
      case RETRY, RELEASE -> booked("c0#0 is number 1", "c0#1 is number 2");
      case DEAD_LETTER ->
          and(
              booked("c0#1 is number 1"),
              "dead in booking, EXHAUSTED: c1#0",
              "dead in booking, REJECTED: c0#0");
      case OUTBOX -> booked("c0#0 is number 1", "c0#1 is number 2", "c1#0 is number 1");
      case REPLAY -> booked("c0#0 is number 1", "c1#0 is number 1");
      case PARKING -> and(booked("c1#0 is number 1"), "parked c0 0: c0#0", "parked c0 1: c0#1");
      case DROP -> and(booked("c0#1 is number 1"), "dropped c0 by eva");
      case EFFECT_KEYED, EFFECT_QUERY, EFFECT_NONE ->
          List.of(
              "mail c0#0 is number 1",
              "mail c1#1 is number 1",
              "done c0#0 is number 1",
              "done c1#1 is number 1",
              "dead in booking, REJECTED: c1#0");
    };
  }

  private static List<String> booked(String... orders) {
    return Stream.of("booking ", "mail ")
        .flatMap(table -> Stream.of(orders).map(order -> table + order))
        .toList();
  }

  private static List<String> and(List<String> lines, String... more) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(List.of(more));
    return all;
  }
}
