/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks that found something, by name. */
record Rules(List<Rule> sorted, List<String> names) {
  static Rules of(List<Result> results) {
    Map<String, Finding> examples = new TreeMap<>();
    for (Result result : results) {
      Finding finding = result.finding();
      examples.merge(
          finding.check(), finding, (known, again) -> known.link() == null ? again : known);
    }
    return new Rules(
        examples.values().stream().map(each -> Rule.of(each.check(), each.link())).toList(),
        List.copyOf(examples.keySet()));
  }

  int indexOf(String check) {
    return names.indexOf(check);
  }
}
