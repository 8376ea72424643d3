/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.Place;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.NearMiss;
import dev.duly.processor.problem.Problem;
import java.util.List;

/** A handler takes the message first, then what the runtime can give. */
final class HandlerParametersRule extends Rule {

  private static final List<String> GIVEN =
      List.of("Transaction", "EffectKey", "MessageContext", "Outbox");

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    List<ParameterModel> parameters = handler.parameters();
    if (parameters.isEmpty()) {
      report(handler, handler.place(), "takes no message", findings);
      return;
    }
    ParameterModel first = parameters.get(0);
    switch (first.role()) {
      case TRANSACTION, EFFECT_KEY, CONTEXT, OUTBOX ->
          report(handler, first.place(), "takes " + first.typeName() + " first", findings);
      case IMPOSSIBLE ->
          report(
              handler,
              first.place(),
              "takes " + first.typeName() + " first, which can be no message",
              findings);
      case BATCH -> {
        if (first.message() != null && first.message().kind() == MessageKind.REQUEST) {
          report(handler, first.place(), "answers requests in a batch", findings);
        }
      }
      default -> {}
    }
    for (ParameterModel parameter : parameters.subList(1, parameters.size())) {
      switch (parameter.role()) {
        case TRANSACTION, EFFECT_KEY, CONTEXT, OUTBOX -> {}
        case MESSAGE, BATCH, SEALED -> {
          if (first.message() != null) {
            report(handler, parameter.place(), "takes a second message", findings);
          }
        }
        default ->
            findings.add(
                Problem.HANDLER_PARAMETERS,
                parameter.place(),
                handler.name(),
                "takes " + parameter.typeName() + ", which nobody can give it",
                NearMiss.hint(parameter.typeName(), GIVEN));
      }
    }
  }

  private static void report(HandlerModel handler, Place place, String what, Findings findings) {
    findings.add(Problem.HANDLER_PARAMETERS, place, handler.name(), what, "");
  }
}
