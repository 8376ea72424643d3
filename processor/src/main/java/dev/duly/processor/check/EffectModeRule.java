/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** The guard of external calls is not there yet. */
final class EffectModeRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    IdempotentModel idempotent = handler.idempotent();
    if (idempotent != null && idempotent.mode().value().equals("EFFECT")) {
      findings.add(Problem.EFFECT_MODE, idempotent.mode().place(), handler.name());
    }
  }
}
