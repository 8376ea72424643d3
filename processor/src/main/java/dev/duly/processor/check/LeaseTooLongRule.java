/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No lease is longer than brokers grant. */
final class LeaseTooLongRule extends Rule {

  private static final Duration LONGEST = Duration.ofHours(12);

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check(handlers.lease(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.effect() != null) {
      check(handler.effect().lease(), findings);
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    check(method.idempotent().effect().lease(), findings);
  }

  private static void check(@Nullable DurationText lease, Findings findings) {
    if (lease != null && lease.value() != null && lease.value().compareTo(LONGEST) > 0) {
      findings.add(Problem.LEASE_TOO_LONG, lease.place(), lease.text());
    }
  }
}
