/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.runtime.Duly;
import java.util.function.Predicate;

/**
 * A call that does not begin with a message; whoever makes it asks again until there is an answer.
 */
final class ClientCall {
  private final Predicate<Duly> ask;
  private boolean answered;

  ClientCall(Predicate<Duly> ask) {
    this.ask = ask;
  }

  boolean isAnswered() {
    return answered;
  }

  void askAt(SimulatedProcess process) {
    answered |= process.answers(ask);
  }
}
