/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.junit;

import dev.duly.testing.simulation.Fault;
import dev.duly.testing.simulation.Simulation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a {@link SimulationTest} once for each seed. */
final class SimulationExtension implements TestTemplateInvocationContextProvider {
  private static final String SEED = "duly.simulation.seed";
  private static final String RUNS = "duly.simulation.runs";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), SimulationTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    SimulationTest test =
        AnnotationSupport.findAnnotation(context.getElement(), SimulationTest.class).orElseThrow();
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    faults.addAll(List.of(test.faults()));
    long seed = Long.getLong(SEED, test.seed());
    LongStream seeds =
        seed >= 0
            ? LongStream.of(seed)
            : LongStream.rangeClosed(1, Integer.getInteger(RUNS, test.runs()));
    return seeds.mapToObj(each -> new Run(each, faults));
  }

  /** One seed. */
  private record Run(long seed, Set<Fault> faults) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return "seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new OneSimulation(new Simulation(seed).faults(faults)), new QuietLog());
    }
  }

  /** Hands the simulation to the test; Jupiter itself complains of a parameter of another type. */
  private record OneSimulation(Simulation simulation) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getIndex() == 0;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return simulation;
    }
  }

  /** Every injected fault would be logged; the trace says it better. */
  private static final class QuietLog implements BeforeEachCallback, AfterEachCallback {
    private final Logger log = Logger.getLogger("dev.duly");
    private @Nullable Level before;

    @Override
    public void beforeEach(ExtensionContext context) {
      before = log.getLevel();
      log.setLevel(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      log.setLevel(before);
    }
  }
}
