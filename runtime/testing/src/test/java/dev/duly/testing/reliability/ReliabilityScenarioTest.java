/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReliabilityScenarioTest {
  private static final int SEEDS = Integer.getInteger("duly.seeds", 50);

  /** Every fault is logged, and here there are thousands of them. */
  private static final Logger LOG = Logger.getLogger("dev.duly");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostDuplicatedOrOutOfOrderWhateverGoesWrong(long seed) {
    assertThat(new ReliabilityScenario(seed, null).run()).as("seed %s", seed).isEmpty();
  }

  @Test
  void theScenarioReallyCrashes() {
    int crashes = 0;
    for (long seed = 1; seed <= 10; seed++) {
      var scenario = new ReliabilityScenario(seed, null);
      scenario.run();
      crashes += scenario.crashes();
    }
    assertThat(crashes).isGreaterThan(20);
  }

  @Test
  void aSeedReplaysExactly() {
    var once = new ReliabilityScenario(42, null);
    var again = new ReliabilityScenario(42, null);
    once.run();
    again.run();

    assertThat(again.trace()).isEqualTo(once.trace()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aMutantIsFoundByThePromiseItBreaks(Mutant mutant) {
    OptionalLong found =
        seeds()
            .filter(
                seed ->
                    new ReliabilityScenario(seed, mutant)
                        .run().stream().anyMatch(one -> one.kind() == mutant.breaks()))
            .findFirst();

    assertThat(found).as("the first of %s seeds that shows it", SEEDS).isPresent();
  }
}
