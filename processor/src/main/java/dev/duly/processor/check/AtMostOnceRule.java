/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.Place;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** What runs once at most is neither guarded nor tried again. */
final class AtMostOnceRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (!handler.delivery().value().equals("AT_MOST_ONCE")) {
      return;
    }
    if (handler.idempotent() != null) {
      report(handler, handler.idempotent().place(), "@Idempotent", findings);
    }
    if (handler.ownRetry() && handler.retry() != null) {
      report(handler, handler.retry().place(), "@Retry", findings);
    }
  }

  private static void report(
      HandlerModel handler, Place place, String annotation, Findings findings) {
    findings.add(Problem.AT_MOST_ONCE, place, handler.name(), annotation);
  }
}
