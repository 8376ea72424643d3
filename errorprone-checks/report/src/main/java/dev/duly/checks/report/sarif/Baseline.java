/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The findings of an earlier report of this tool. */
public final class Baseline {
  /** One earlier finding: its fingerprints, without the number that tells equal ones apart. */
  private record Known(Map<Fingerprint, String> fingerprints) {}

  private final List<Known> earlier;

  private Baseline(List<Known> earlier) {
    this.earlier = earlier;
  }

  /**
   * Reads an earlier report.
   *
   * @throws NotAReport if it is not one of this tool
   */
  public static Baseline read(InputStream report) throws IOException, NotAReport {
    JsonNode log;
    try {
      log = JsonMapper.shared().readTree(report.readAllBytes());
    } catch (JacksonException e) {
      throw new NotAReport("it is not JSON", e);
    }
    if (!log.path("version").asString("").equals(SarifWriter.VERSION)) {
      throw new NotAReport("it is not SARIF " + SarifWriter.VERSION);
    }
    List<Known> earlier = new ArrayList<>();
    boolean ours = false;
    for (JsonNode run : log.path("runs")) {
      if (run.at("/tool/driver/name").asString("").equals(SarifWriter.TOOL)) {
        ours = true;
        for (JsonNode result : run.path("results")) {
          if (!result.path("baselineState").asString("").equals("absent")) {
            earlier.add(known(result));
          }
        }
      }
    }
    if (!ours) {
      throw new NotAReport("it has no run of " + SarifWriter.TOOL);
    }
    return new Baseline(earlier);
  }

  private static Known known(JsonNode result) throws NotAReport {
    Map<Fingerprint, String> fingerprints = new HashMap<>();
    for (Fingerprint each : Fingerprint.values()) {
      String value = result.path("partialFingerprints").path(each.key).asString("");
      if (!value.isEmpty()) {
        int number = value.indexOf(':');
        fingerprints.put(each, number < 0 ? value : value.substring(0, number));
      }
    }
    if (fingerprints.isEmpty()) {
      throw new NotAReport("a result in it has no fingerprint");
    }
    return new Known(fingerprints);
  }

  /**
   * Those of {@code results} that the earlier report has. Each earlier finding stands for one: a
   * second copy of a known line is new.
   */
  public Set<Result> unchanged(List<Result> results) {
    Set<Known> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Result> unchanged = new HashSet<>();
    for (Fingerprint fingerprint : Fingerprint.values()) {
      Map<String, Deque<Known>> free = free(fingerprint, taken);
      for (Result result : results) {
        Optional<Known> match =
            unchanged.contains(result)
                ? Optional.empty()
                : fingerprint
                    .of(result)
                    .map(value -> free.getOrDefault(value, new ArrayDeque<>()).poll());
        match.ifPresent(
            known -> {
              taken.add(known);
              unchanged.add(result);
            });
      }
    }
    return unchanged;
  }

  private Map<String, Deque<Known>> free(Fingerprint fingerprint, Set<Known> taken) {
    Map<String, Deque<Known>> free = new HashMap<>();
    for (Known known : earlier) {
      String value = known.fingerprints().get(fingerprint);
      if (value != null && !taken.contains(known)) {
        free.computeIfAbsent(value, none -> new ArrayDeque<>()).add(known);
      }
    }
    return free;
  }

  /** A file that cannot serve as a baseline. The message completes “cannot be used: …”. */
  public static final class NotAReport extends Exception {
    private static final long serialVersionUID = 1L;

    NotAReport(String reason) {
      super(reason);
    }

    NotAReport(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
