/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** What is declared has a meaning. */
final class EffectOnlyRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    IdempotentModel idempotent = handler.idempotent();
    if (idempotent != null) {
      check("Handler " + handler.name(), idempotent, findings);
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    check(method.name(), method.idempotent(), findings);
  }

  private static void check(String name, IdempotentModel idempotent, Findings findings) {
    if (idempotent.isEffect()) {
      return;
    }
    for (Declared<String> setting : idempotent.effect().written()) {
      findings.add(Problem.EFFECT_ONLY, setting.place(), name, setting.value());
    }
  }
}
