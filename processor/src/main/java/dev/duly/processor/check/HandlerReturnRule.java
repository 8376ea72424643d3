/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.ResultModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** What a handler returns can be published, or is the reply. */
final class HandlerReturnRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    MessageRef message = handler.message();
    ResultModel result = handler.result();
    if (message != null && message.kind() == MessageKind.REQUEST) {
      if (!result.reply() && message.reply() != null) {
        report(handler, "its request is answered with " + message.reply().shortName(), findings);
      }
    } else if (result.container() != ResultModel.Container.NONE
        && result.type() == null
        && handlers.unresolved().isEmpty()) {
      report(handler, "that can be no message", findings);
    }
  }

  private static void report(HandlerModel handler, String why, Findings findings) {
    findings.add(
        Problem.HANDLER_RETURN, handler.place(), handler.name(), handler.result().typeName(), why);
  }
}
