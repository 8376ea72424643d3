/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A handler takes one message, not a family. */
final class SealedParameterRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    for (ParameterModel parameter : handler.parameters()) {
      if (parameter.role() == ParameterModel.Role.SEALED) {
        findings.add(
            Problem.SEALED_PARAMETER,
            parameter.place(),
            handler.name(),
            parameter.typeName(),
            String.join(", ", parameter.candidates()));
        return;
      }
    }
  }
}
