/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.NearMiss;
import dev.duly.processor.problem.Problem;

/** What names an accessor names one that exists. */
final class AccessorRule extends Rule {

  @Override
  void message(MessageModel message, Findings findings) {
    message
        .missing()
        .forEach(
            missing ->
                findings.add(
                    Problem.ACCESSOR,
                    missing.place(),
                    message.ref().type().shortName(),
                    missing.name(),
                    NearMiss.hint(missing.name(), missing.existing())));
  }
}
