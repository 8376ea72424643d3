/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A call to another system says what a repeated call does there. */
final class EffectDownstreamRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    IdempotentModel idempotent = handler.idempotent();
    EffectModel effect = handler.effect();
    if (idempotent != null && effect != null && !effect.hasWritten("downstream")) {
      findings.add(Problem.EFFECT_DOWNSTREAM, idempotent.place(), "Handler " + handler.name());
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    IdempotentModel idempotent = method.idempotent();
    if (idempotent.isEffect() && !idempotent.effect().hasWritten("downstream")) {
      findings.add(Problem.EFFECT_DOWNSTREAM, idempotent.place(), method.name());
    }
  }
}
