/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A declared retry repeats something. */
final class EffectRetryRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    EffectModel effect = handler.effect();
    RetryModel retry = handler.retry();
    if (effect != null
        && effect.downstream().value().equals("NONE")
        && effect.notExecuted().isEmpty()
        && retry != null
        && handler.ownRetry()
        && retry.attempts().value() > 1) {
      findings.add(Problem.EFFECT_RETRY, retry.place(), handler.name());
    }
  }
}
