/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.junit;

import dev.duly.testing.simulation.Fault;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run once for each of many seeds. It takes a {@code Simulation}, tells it the
 * handlers and the messages, and runs it.
 *
 * <pre>{@code
 * @SimulationTest
 * void everyOrderIsChargedOnce(Simulation simulation) {
 *   simulation.handlers(Billing::new).deliver(new OrderPlaced("A-1", "ann", 1999)).run();
 * }
 * }</pre>
 *
 * <p>A seed that fails is named with what happened in it. {@code seed} here, or {@code
 * -Dduly.simulation.seed=…}, runs that one again; {@code -Dduly.simulation.runs=…} runs more.
 */
@Documented
@TestTemplate
@ExtendWith(SimulationExtension.class)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SimulationTest {
  /** How many seeds are run, from 1 on. */
  int runs() default 100;

  /** The only seed to run; negative for {@link #runs} of them. */
  long seed() default -1;

  /** What may go wrong. */
  Fault[] faults() default {
    Fault.DUPLICATE,
    Fault.REORDER,
    Fault.DELAY,
    Fault.FAIL,
    Fault.CRASH,
    Fault.RESTART,
    Fault.POISON,
    Fault.SLOW,
    Fault.CLOCK_STEP
  };
}
