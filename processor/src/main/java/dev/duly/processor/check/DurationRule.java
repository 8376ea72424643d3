/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations are well formed and longer than nothing. */
final class DurationRule extends Rule {

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    check(handlers.lease(), findings);
    check(handlers.retry(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    check(handler.timeout(), findings);
    if (handler.idempotent() != null) {
      check(handler.idempotent().window(), findings);
    }
    if (handler.effect() != null) {
      check(handler.effect().lease(), findings);
      check(handler.effect().downstreamWindow(), findings);
    }
    if (handler.ownRetry()) {
      check(handler.retry(), findings);
    }
  }

  @Override
  void guard(GuardModel guard, GuardModel.Method method, Findings findings) {
    check(method.idempotent().window(), findings);
    check(method.idempotent().effect().lease(), findings);
    check(method.idempotent().effect().downstreamWindow(), findings);
  }

  @Override
  void publisher(PublisherModel publisher, Findings findings) {
    check(publisher.timeout(), findings);
  }

  private static void check(@Nullable RetryModel retry, Findings findings) {
    if (retry != null) {
      check(retry.initial(), findings);
      check(retry.max(), findings);
    }
  }

  private static void check(@Nullable DurationText text, Findings findings) {
    if (text == null) {
      return;
    }
    Duration value = text.value();
    if (value == null) {
      findings.add(Problem.DURATION, text.place(), text.text());
    } else if (value.isZero() || value.isNegative()) {
      findings.add(Problem.RANGE, text.place(), "The duration", text.text(), "longer than zero");
    }
  }
}
