/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Exactly once needs the guard in the transaction. */
final class ExactlyOnceRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    IdempotentModel idempotent = handler.idempotent();
    if (handler.delivery().value().equals("EXACTLY_ONCE")
        && (idempotent == null || !idempotent.mode().value().equals("TRANSACTION"))) {
      findings.add(Problem.EXACTLY_ONCE, handler.delivery().place(), handler.name());
    }
  }
}
