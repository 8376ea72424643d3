/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Dispatch through generated wiring: nanoseconds and bytes more than a direct call. */
final class Dispatch implements Benchmarks.Measurement {
  @Override
  public void run() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DispatchBenchmark.class.getSimpleName())
                    .forks(3)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    double direct = score(results, "direct");
    double generated = score(results, "generated");
    Bench.print("dispatch", generated, "ns/op", generated / direct, "direct-call");
    Bench.print("dispatch.added", generated - direct, "ns/op", generated / direct, "direct-call");
    Bench.print("dispatch.allocated", allocated(results), "B/op", 1.0, "direct-call");
  }

  private static double score(Collection<RunResult> results, String name) {
    return find(results, name).getPrimaryResult().getScore();
  }

  private static double allocated(Collection<RunResult> results) {
    return Objects.requireNonNull(
            find(results, "generated").getSecondaryResults().get("gc.alloc.rate.norm"))
        .getScore();
  }

  private static RunResult find(Collection<RunResult> results, String name) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + name))
        .findFirst()
        .orElseThrow();
  }
}
