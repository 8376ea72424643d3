/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reason is one. */
final class ReasonRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    check("@Unordered", message.unorderedBecause(), findings);
  }

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check("@BestEffort", handlers.bestEffort(), findings);
    if (handlers.owner() != null && handlers.owner().team().value().isBlank()) {
      findings.add(Problem.REASON, handlers.owner().team().place(), "team in @Owner");
    }
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (!Objects.equals(handler.bestEffort(), handlers.bestEffort())) {
      check("@BestEffort", handler.bestEffort(), findings);
    }
    if (handler.idempotent() != null && handler.idempotent().mode().value().equals("NATURAL")) {
      check("@Idempotent(mode = NATURAL)", handler.idempotent().because(), findings);
    }
  }

  private static void check(
      String annotation, @Nullable Declared<String> reason, Findings findings) {
    if (reason != null && reason.value().isBlank()) {
      findings.add(Problem.REASON, reason.place(), "reason in " + annotation);
    }
  }
}
