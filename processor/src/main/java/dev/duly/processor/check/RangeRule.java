/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.ConcurrencyModel;
import dev.duly.processor.model.Declared;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers are in the range the runtime takes. */
final class RangeRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    atLeast("The version of " + message.ref().type().shortName(), message.version(), 1, findings);
  }

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    ConcurrencyModel concurrency = handlers.concurrency();
    if (concurrency != null) {
      between("lanes", concurrency.lanes(), 1024, findings);
      between("inFlight", concurrency.inFlight(), 100_000, findings);
      between("batch", concurrency.batch(), 10_000, findings);
    }
    check(handlers.retry(), findings);
  }

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    if (handler.ownRetry()) {
      check(handler.retry(), findings);
    }
  }

  private static void check(@Nullable RetryModel retry, Findings findings) {
    if (retry == null) {
      return;
    }
    between("attempts", retry.attempts(), 100, findings);
    if (!(retry.multiplier().value() >= 1.0 && retry.multiplier().value() <= 1_000.0)) {
      report("multiplier", retry.multiplier(), "1.0 to 1000.0", findings);
    }
    if (!(retry.jitter().value() >= 0.0 && retry.jitter().value() <= 1.0)) {
      report("jitter", retry.jitter(), "0.0 to 1.0", findings);
    }
    Duration first = retry.initial().value();
    Duration longest = retry.max().value();
    if (first != null && longest != null && first.compareTo(longest) > 0) {
      findings.add(
          Problem.RANGE,
          retry.initial().place(),
          "initial",
          retry.initial().text(),
          "at most max, " + retry.max().text());
    }
  }

  private static void atLeast(String what, Declared<Integer> number, int least, Findings findings) {
    if (number.value() < least) {
      report(what, number, least + " or more", findings);
    }
  }

  private static void between(String what, Declared<Integer> number, int most, Findings findings) {
    if (number.value() < 1 || number.value() > most) {
      report(what, number, "1 to " + most, findings);
    }
  }

  private static void report(String what, Declared<?> number, String range, Findings findings) {
    findings.add(Problem.RANGE, number.place(), what, number.value(), range);
  }
}
