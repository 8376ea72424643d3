/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A key for a call to another system is made for such calls alone. */
final class EffectKeyRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.effect() != null) {
      return;
    }
    for (ParameterModel parameter : handler.parameters()) {
      if (parameter.role() == ParameterModel.Role.EFFECT_KEY) {
        findings.add(Problem.EFFECT_KEY, parameter.place(), "Handler " + handler.name());
      }
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    for (GuardModel.Parameter parameter : method.parameters()) {
      if (parameter.effectKey() && !method.idempotent().isEffect()) {
        findings.add(Problem.EFFECT_KEY, parameter.place(), method.name());
      }
    }
  }
}
