/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What handlers in mode EFFECT call: it outlives every process, and what was called is not taken
 * back by any rollback. It remembers keys, if its handler says so.
 */
final class OtherSystem {
  private final Map<Stream, List<String>> calls = new LinkedHashMap<>();
  private final Set<String> keys = new LinkedHashSet<>();

  /** A call; a {@code key} it has seen does nothing more, an empty one is not remembered. */
  void call(Stream stream, String key, String body) {
    if (key.isEmpty() || keys.add(key)) {
      calls.computeIfAbsent(stream, one -> new ArrayList<>()).add(body);
    }
  }

  /** What was done, in order. */
  Map<Stream, List<String>> calls() {
    return calls;
  }
}
