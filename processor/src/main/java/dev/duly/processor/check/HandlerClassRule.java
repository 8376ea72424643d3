/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Generated code can name a handler class. */
final class HandlerClassRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    for (String flaw : handlers.flaws()) {
      findings.add(Problem.HANDLER_CLASS, handlers.place(), handlers.type().shortName(), flaw);
    }
    if (handlers.handlers().isEmpty()) {
      findings.add(
          Problem.HANDLER_CLASS,
          handlers.place(),
          handlers.type().shortName(),
          "has a group and no @MessageHandler");
    }
  }
}
