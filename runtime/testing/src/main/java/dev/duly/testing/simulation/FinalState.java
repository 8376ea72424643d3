/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a run ended.
 *
 * @param tables the committed rows
 * @param effects what was handled, in the order of commits
 * @param dead the dead letters, each once
 * @param published what left for channels nobody here consumes, each once
 * @param parked what waits in the parking, by group and key, in order
 * @param dropped what people dropped from there, by group and key, in order
 * @param unfinished what is left that should not be; empty for a run that came to its end
 */
record FinalState(
    Map<String, Map<Object, Object>> tables,
    Map<Stream, List<String>> effects,
    Set<Letter> dead,
    Set<Letter> published,
    Map<String, List<String>> parked,
    Map<String, List<String>> dropped,
    List<String> unfinished) {

  /** A message at rest; its group is empty where it is not a dead letter. */
  record Letter(String channel, String group, String body) {
    @Override
    public String toString() {
      return (group.isEmpty() ? "" : "of " + group + " ") + "in " + channel + ": " + body;
    }
  }
}
