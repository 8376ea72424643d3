/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.faults.Quiet;
import dev.duly.testing.junit.SimulationTest;
import dev.duly.testing.simulation.Simulation;
import dev.duly.testing.simulation.SimulationFailure;
import dev.duly.testing.simulation.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A handler of a user that breaks its promise is found, and the failing seed runs again. */
@ExtendWith(Quiet.class)
class FoundTest {
  private static Simulation forgetful(Simulation simulation) {
    return simulation
        .handlers(ForgetfulWarehouse::new)
        .deliver(
            new StockMoved("m-1", "apples", 10),
            new StockMoved("m-2", "apples", 5),
            new StockMoved("m-3", "apples", -3));
  }

  @Test
  void theFailureNamesSeedAndTrace() {
    long seed = 1;
    while (forgetful(new Simulation(seed)).explore().isEmpty()) {
      assertThat(++seed).isLessThan(1000);
    }
    Simulation again = forgetful(new Simulation(seed));

    var failure = assertThatThrownBy(again::run).isInstanceOf(SimulationFailure.class);

    failure
        .hasMessageContaining("seed " + seed + " breaks a promise, trace " + again.trace().hash())
        .hasMessageContaining("STATE_DIFFERS stock[apples]")
        .hasMessageContaining("@SimulationTest(seed = " + seed + ")")
        .hasMessageContaining("COMMIT -> ok");
  }

  @SimulationTest(seed = 7)
  void oneSeedIsRunAlone(Simulation simulation) {
    assertThat(simulation.seed()).isEqualTo(7);
    List<Violation> unused = forgetful(simulation).explore();
    assertThat(simulation.trace().lines()).isNotEmpty();
  }
}
