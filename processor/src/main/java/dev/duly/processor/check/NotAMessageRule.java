/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.ResultModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.NearMiss;
import dev.duly.processor.problem.Problem;
import java.util.Set;

/** What is handled, returned or published is a declared message. */
final class NotAMessageRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (!handler.parameters().isEmpty()) {
      taken(
          "Handler " + handler.name(),
          handler.parameters().get(0),
          handlers.unresolved(),
          findings);
    }
    ResultModel result = handler.result();
    if (result.type() != null && !result.family() && !handler.answers()) {
      for (String stranger : result.strangers()) {
        findings.add(
            Problem.NOT_A_MESSAGE,
            handler.place(),
            "Handler " + handler.name(),
            "returns " + stranger,
            "");
      }
    }
  }

  @Override
  void publisher(PublisherModel publisher, Findings findings) {
    for (PublisherModel.Method method : publisher.methods()) {
      if (method.parameters().size() == 1) {
        String who = "Publisher method " + publisher.type().shortName() + "." + method.name();
        taken(who, method.parameters().get(0), publisher.unresolved(), findings);
      }
    }
  }

  private static void taken(
      String who, ParameterModel parameter, Set<String> unresolved, Findings findings) {
    String name = parameter.typeName();
    if (parameter.role() == ParameterModel.Role.OTHER && !unresolved.contains(name)) {
      findings.add(
          Problem.NOT_A_MESSAGE,
          parameter.place(),
          who,
          "takes " + name,
          NearMiss.hint(name, parameter.candidates()));
    }
  }
}
