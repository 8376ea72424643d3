/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DeadLetterModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Parking is not there yet. */
final class ParkRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check(handlers.type().shortName(), handlers.deadLetter(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    check("Handler " + handler.name(), handler.deadLetter(), findings);
  }

  private static void check(String who, @Nullable DeadLetterModel deadLetter, Findings findings) {
    if (deadLetter != null && deadLetter.onKey().value().equals("PARK")) {
      findings.add(Problem.PARK, deadLetter.onKey().place(), who);
    }
  }
}
