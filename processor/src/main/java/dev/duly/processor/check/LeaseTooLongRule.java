/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;

/** No lease is longer than brokers grant. */
final class LeaseTooLongRule extends Rule {

  private static final Duration LONGEST = Duration.ofHours(12);

  @Override
  void handlerClass(HandlerClassModel handlers, Findings findings) {
    DurationText lease = handlers.lease();
    if (lease != null && lease.value() != null && lease.value().compareTo(LONGEST) > 0) {
      findings.add(Problem.LEASE_TOO_LONG, lease.place(), lease.text());
    }
  }
}
