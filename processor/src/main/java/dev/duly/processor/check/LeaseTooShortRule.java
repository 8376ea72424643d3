/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import java.time.Duration;

/** A handler is over before its lease is. */
final class LeaseTooShortRule extends Rule {

  @Override
  void handler(HandlerClassModel handlers, HandlerModel handler, Findings findings) {
    Duration lease = Budget.lease(handlers);
    DurationText timeout = handler.timeout();
    if (lease != null
        && timeout != null
        && timeout.value() != null
        && timeout.value().compareTo(lease) >= 0) {
      findings.add(
          Problem.LEASE_TOO_SHORT,
          timeout.place(),
          handler.name(),
          timeout.text(),
          Budget.show(lease));
    }
  }
}
