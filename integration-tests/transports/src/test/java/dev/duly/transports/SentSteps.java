/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The steps that lie in one partition. */
final class SentSteps {
  private record Place(int counter, int number) {}

  private final NavigableMap<Long, Place> places = new ConcurrentSkipListMap<>();

  void add(long offset, int counter, int number) {
    places.put(offset, new Place(counter, number));
  }

  int size() {
    return places.size();
  }

  /** How many lie before an offset and are not counted. */
  int unfinishedBefore(long offset, int[] counted) {
    int unfinished = 0;
    for (Place each : places.headMap(offset).values()) {
      unfinished += each.number() > counted[each.counter()] ? 1 : 0;
    }
    return unfinished;
  }

  /** How far its counters have come, together. */
  long counted(int[] counted) {
    return places.entrySet().stream()
        .map(Map.Entry::getValue)
        .mapToInt(Place::counter)
        .distinct()
        .mapToLong(counter -> counted[counter])
        .sum();
  }
}
