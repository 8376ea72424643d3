/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** A handler can tell a duplicate, or says why it need not. */
final class IdempotencyKeyMissingRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    MessageRef message = handler.message();
    if (message == null || message.keyed() || handler.bestEffort() != null) {
      return;
    }
    boolean natural =
        handler.idempotent() != null && handler.idempotent().mode().value().equals("NATURAL");
    // EffectUnkeyedRule has a word on those, and no reason silences it.
    boolean effect = handler.effect() != null;
    boolean once = handler.delivery().value().equals("AT_MOST_ONCE");
    if (!natural && !effect && !once) {
      findings.add(
          Problem.IDEMPOTENCY_KEY_MISSING,
          handler.place(),
          handler.name(),
          message.type().shortName());
    }
  }
}
