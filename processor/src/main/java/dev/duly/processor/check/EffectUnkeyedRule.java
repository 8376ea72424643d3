/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A call to another system is guarded by a key. */
final class EffectUnkeyedRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    MessageRef message = handler.message();
    if (handler.effect() != null && message != null && !message.keyed()) {
      findings.add(
          Problem.EFFECT_UNKEYED, handler.place(), handler.name(), message.type().shortName());
    }
  }
}
