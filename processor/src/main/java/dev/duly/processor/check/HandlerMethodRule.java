/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Generated code can call a handler. */
final class HandlerMethodRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    for (String flaw : handler.flaws()) {
      findings.add(Problem.HANDLER_METHOD, handler.place(), handler.name(), flaw);
    }
  }
}
