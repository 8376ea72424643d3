/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Retries of many instances do not come at the same moment. */
final class JitterZeroRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check(handlers.type().shortName(), handlers.retry(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.ownRetry()) {
      check(handler.name(), handler.retry(), findings);
    }
  }

  private static void check(String who, @Nullable RetryModel retry, Findings findings) {
    if (retry != null && retry.jitter().value() == 0.0 && retry.attempts().value() > 1) {
      findings.add(Problem.JITTER_ZERO, retry.jitter().place(), who);
    }
  }
}
