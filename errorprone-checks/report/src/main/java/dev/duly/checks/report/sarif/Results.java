/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects findings, each once: Maven tells its errors twice, and a file may be compiled twice. */
public final class Results {
  private final SourceRoot root;
  private final Map<Identity, Result> results = new LinkedHashMap<>();

  public Results(SourceRoot root) {
    this.root = root;
  }

  /** Adds a finding; of the same one told with different levels, the gravest stays. */
  public void add(Finding finding) {
    Result result = new Result(finding, root.locate(finding.path()));
    Identity identity =
        new Identity(
            result.place().uri(),
            finding.line(),
            finding.column(),
            finding.check(),
            finding.headline());
    results.merge(
        identity,
        result,
        (known, again) ->
            again.finding().level().compareTo(known.finding().level()) > 0 ? again : known);
  }

  /** Everything collected, in an order that depends on nothing but the findings. */
  public List<Result> sorted() {
    return results.values().stream().sorted(Result.ORDER).toList();
  }

  private record Identity(String uri, int line, int column, String check, String headline) {}
}
