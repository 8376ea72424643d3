/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.problem;

import dev.duly.processor.model.Place;
import org.jspecify.annotations.Nullable;

/**
 * A problem that was found.
 *
 * @param problem which one
 * @param fact what is the case, in one sentence
 * @param wayOut what to do
 * @param place where; null if it is nowhere in the source
 */
public record Finding(Problem problem, String fact, String wayOut, @Nullable Place place) {

  /** The whole message. */
  public String text() {
    return "[" + problem.id() + "] " + fact + " " + wayOut + " (" + problem.page() + ")";
  }
}
