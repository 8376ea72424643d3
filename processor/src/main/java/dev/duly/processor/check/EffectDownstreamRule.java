/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.EffectModel;
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
      findings.add(Problem.EFFECT_DOWNSTREAM, idempotent.place(), handler.name());
    }
  }
}
