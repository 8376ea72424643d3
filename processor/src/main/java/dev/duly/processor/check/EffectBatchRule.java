/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Each call to another system has an outcome of its own. */
final class EffectBatchRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.effect() != null && handler.batch()) {
      findings.add(Problem.EFFECT_BATCH, handler.parameters().get(0).place(), handler.name());
    }
  }
}
