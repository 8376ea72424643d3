/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;

/** A called system still knows the key when the last retry comes. */
final class DownstreamWindowRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    EffectModel effect = handler.effect();
    DurationText window = effect == null ? null : effect.downstreamWindow();
    Duration redelivery = Budget.redelivery(handlers, handler);
    if (window != null
        && window.value() != null
        && redelivery != null
        && window.value().compareTo(redelivery) <= 0) {
      findings.add(
          Problem.DOWNSTREAM_WINDOW,
          window.place(),
          handler.name(),
          window.text(),
          Budget.show(redelivery));
    }
  }
}
