/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the benchmarks named on the command line, or all of them. */
public final class Benchmarks {
  private static final String LIST = "--list";

  private Benchmarks() {}

  /** One benchmark; prints its own lines. */
  @FunctionalInterface
  public interface Measurement {
    void run() throws Exception;
  }

  /**
   * Runs benchmarks.
   *
   * @param args their names, none for all; or {@code --list}
   */
  public static void main(String[] args) throws Exception {
    run(all(), args);
  }

  /** The same with benchmarks of another place. */
  public static void run(Map<String, Measurement> known, String[] args) throws Exception {
    List<String> names = Arrays.asList(args);
    if (names.equals(List.of(LIST))) {
      known.keySet().forEach(System.out::println);
      return;
    }
    Set<String> wanted = names.isEmpty() ? known.keySet() : Set.copyOf(names);
    if (!known.keySet().containsAll(wanted)) {
      System.err.println("unknown among " + names + "; known are " + known.keySet());
      System.exit(2);
    }
    for (Map.Entry<String, Measurement> each : known.entrySet()) {
      if (wanted.contains(each.getKey())) {
        System.out.println("== " + each.getKey());
        each.getValue().run();
      }
    }
  }

  private static Map<String, Measurement> all() {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("dispatch", new Dispatch());
    all.put("guard.h2", new GuardOnH2());
    all.put("guard.postgres", new GuardOnPostgres());
    all.put("guard.postgres.roundtrips", new GuardRoundTrips());
    all.put("inbox.drop", new InboxDrop());
    all.put("outbox.postgres", new OutboxOnPostgres());
    all.put("queue.postgres", new QueueOnPostgres());
    all.put("queue.mariadb", new QueueOnMariaDb());
    all.put("processor.compile", new ProcessorCompile());
    all.put("checks.compile", new ChecksCompile());
    return all;
  }
}
