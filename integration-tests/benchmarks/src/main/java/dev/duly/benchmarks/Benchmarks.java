/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks named on the command line, or all of them. */
public final class Benchmarks {
  private static final Map<String, Measurement> ALL = all();

  private Benchmarks() {}

  /** One benchmark; prints its own lines. */
  @FunctionalInterface
  interface Measurement {
    void run() throws Exception;
  }

  /**
   * Runs benchmarks.
   *
   * @param args their names; none for all
   */
  public static void main(String[] args) throws Exception {
    List<String> names = args.length == 0 ? List.copyOf(ALL.keySet()) : Arrays.asList(args);
    for (String name : names) {
      Measurement measurement = ALL.get(name);
      if (measurement == null) {
        System.err.println("unknown benchmark " + name + "; known are " + ALL.keySet());
        System.exit(2);
      } else {
        System.out.println("== " + name);
        measurement.run();
      }
    }
  }

  private static Map<String, Measurement> all() {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("dispatch", new Dispatch());
    all.put("guard.h2", new GuardOnH2());
    all.put("guard.postgres", new GuardOnPostgres());
    all.put("inbox.drop", new InboxDrop());
    all.put("outbox.postgres", new OutboxOnPostgres());
    all.put("queue.postgres", new QueueOnPostgres());
    all.put("processor.compile", new ProcessorCompile());
    all.put("checks.compile", new ChecksCompile());
    return all;
  }
}
