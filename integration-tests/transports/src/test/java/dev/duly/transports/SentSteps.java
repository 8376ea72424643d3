/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The steps that lie in one partition. */
final class SentSteps {
  private record Place(int counter, int number) {}

  /** Those that were not counted when they were last looked at. */
  private final NavigableMap<Long, Place> open = new ConcurrentSkipListMap<>();

  private final Set<Integer> counters = ConcurrentHashMap.newKeySet();
  private final AtomicInteger size = new AtomicInteger();

  void add(long offset, int counter, int number) {
    open.put(offset, new Place(counter, number));
    counters.add(counter);
    size.incrementAndGet();
  }

  int size() {
    return size.get();
  }

  /** How many lie before an offset and are not counted. */
  int unfinishedBefore(long offset, int[] counted) {
    open.values().removeIf(each -> each.number() <= counted[each.counter()]);
    return open.headMap(offset).size();
  }

  /** How far its counters have come, together. */
  long counted(int[] counted) {
    return counters.stream().mapToLong(counter -> counted[counter]).sum();
  }
}
