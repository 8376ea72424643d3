/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.ParameterModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A call to another system is made outside of any transaction. */
final class EffectTransactionRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.effect() == null) {
      return;
    }
    for (ParameterModel parameter : handler.parameters()) {
      if (parameter.role() == ParameterModel.Role.TRANSACTION) {
        findings.add(Problem.EFFECT_TRANSACTION, parameter.place(), handler.name());
      }
    }
  }
}
