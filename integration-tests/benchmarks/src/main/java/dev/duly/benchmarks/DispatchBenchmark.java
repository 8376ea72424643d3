/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks;

import dev.duly.runtime.execution.Wirings;
import dev.duly.runtime.topology.HandlerCall;
import dev.duly.runtime.topology.Invocation;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.Subscription;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A handler called through its generated wiring, beside the same handler called directly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DispatchBenchmark {
  private final Counter counter = new Counter();
  private final Tick tick = new Tick(7, 1);
  private Invocation.@Nullable Single<Tick> generated;
  // The handler takes nothing but its message, so its wiring asks nothing of the call.
  private @Nullable HandlerCall call;

  /** Finds the generated wiring as the runtime does. */
  @Setup
  public void find() {
    Wirings wirings = new Wirings(ServiceLoader.load(ModuleIndex.class));
    Subscription<?> subscription = wirings.subscriptions(counter).get(0);
    @SuppressWarnings("unchecked") // the wiring of Counter.count takes a Tick
    Invocation.Single<Tick> single = (Invocation.Single<Tick>) subscription.invocation();
    generated = single;
  }

  @Benchmark
  @SuppressWarnings("GuardBypassed") // What the guarded way is compared with.
  public long direct() {
    counter.count(tick);
    return counter.sum();
  }

  @Benchmark
  @SuppressWarnings("NullAway") // set up before
  public long generated() throws Exception {
    generated.handle(tick, call);
    return counter.sum();
  }
}
