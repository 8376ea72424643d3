/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.testing.simulation.Violation;
import dev.duly.testing.simulation.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bugs of the museum: each must be found, by the promise it breaks. */
@ExtendWith(Quiet.class)
class MutantsTest {
  private static final int SEEDS = 10_000;

  @ParameterizedTest
  @EnumSource
  void isFound(Mutant mutant) {
    int seed = 0;
    List<Violation> found = List.of();
    while (!isFound(mutant, found) && seed < SEEDS) {
      seed++;
      found = mutant.in(seed).explore();
    }

    assertThat(isFound(mutant, found)).as("found after %s seeds: %s", seed, found).isTrue();
    System.out.printf("MUTANT %s | %s | %s | %d%n", mutant, mutant.bug(), mutant.breaks(), seed);
  }

  /** By its own promise; a run that merely does not end would break several. */
  private static boolean isFound(Mutant mutant, List<Violation> violations) {
    return violations.stream().anyMatch(one -> one.kind() == mutant.breaks())
        && (mutant.breaks() == Kind.STUCK
            || violations.stream().noneMatch(one -> one.kind() == Kind.STUCK));
  }
}
