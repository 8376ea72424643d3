/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people found when they read the findings: real or false, and why. */
final class Judgements {
  private final Map<List<String>, Judgement> byKey = new HashMap<>();

  /**
   * One judgement.
   *
   * @param real whether the finding is a defect
   * @param why one sentence
   */
  record Judgement(boolean real, String why) {}

  /**
   * Reads a table with the columns project, file, place, check, real or false, why.
   *
   * @throws IOException if the table cannot be read or says something else than real or false
   */
  static Judgements read(Path table) throws IOException {
    Judgements judgements = new Judgements();
    for (List<String> row : Table.rows(table.toString(), Files.readString(table), 6)) {
      if (!Set.of("real", "false").contains(row.get(4))) {
        throw new IOException(table + ": neither real nor false: " + String.join(" ", row));
      }
      judgements.byKey.put(row.subList(0, 4), new Judgement(row.get(4).equals("real"), row.get(5)));
    }
    return judgements;
  }

  Optional<Judgement> of(Finding finding) {
    return Optional.ofNullable(byKey.get(key(finding)));
  }

  /** Judgements of these projects that no finding answers to any more. */
  List<String> gone(Set<String> projects, List<Finding> findings) {
    Set<List<String>> present = new HashSet<>();
    findings.forEach(finding -> present.add(key(finding)));
    List<String> gone = new ArrayList<>();
    byKey
        .keySet()
        .forEach(
            key -> {
              if (projects.contains(key.get(0)) && !present.contains(key)) {
                gone.add(String.join(" ", key));
              }
            });
    gone.sort(null);
    return gone;
  }

  private static List<String> key(Finding finding) {
    return List.of(finding.project(), finding.file(), finding.place(), finding.check());
  }
}
