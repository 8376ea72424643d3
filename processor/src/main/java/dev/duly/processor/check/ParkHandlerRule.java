/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A key is parked for all handlers of a group, so no single one says so. */
final class ParkHandlerRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.deadLetter() != null && handler.deadLetter().parks()) {
      findings.add(
          Problem.PARK_HANDLER,
          handler.deadLetter().onKey().place(),
          handler.name(),
          handlers.type().shortName());
    }
  }
}
