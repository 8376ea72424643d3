/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.problem;

import dev.duly.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the rules find. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Adds a problem, its text filled with {@code facts} in the order of the table. */
  public void add(Problem problem, @Nullable Place place, Object... facts) {
    all.add(problem.at(place, facts));
  }

  /** All but those of one problem. */
  public Findings without(Problem problem) {
    Findings rest = new Findings();
    all.stream().filter(finding -> finding.problem() != problem).forEach(rest.all::add);
    return rest;
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }
}
