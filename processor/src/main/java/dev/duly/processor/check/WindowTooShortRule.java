/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;

/** A key is remembered longer than its message may come again. */
final class WindowTooShortRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    IdempotentModel idempotent = handler.idempotent();
    if (idempotent == null
        || !(idempotent.isEffect() || idempotent.mode().value().equals("TRANSACTION"))) {
      return;
    }
    Duration window = idempotent.window().value();
    Duration redelivery = Budget.redelivery(handlers, handler);
    if (window != null && redelivery != null && window.compareTo(redelivery) <= 0) {
      findings.add(
          Problem.WINDOW_TOO_SHORT,
          idempotent.window().place(),
          handler.name(),
          idempotent.window().text(),
          Budget.show(redelivery));
    }
  }
}
